import type { Locator, Page } from 'playwright/test';

/** The Signature tab of the selected exchange. */
export class SignatureTab {
  readonly page: Page;
  readonly root: Locator;
  readonly verdict: Locator;
  readonly cause: Locator;
  readonly difference: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Signature' });
    this.verdict = this.root.getByRole('region', { name: 'Verdict' });
    this.cause = this.root.getByRole('region', { name: 'Cause' });
    this.difference = this.root.getByRole('table', { name: 'First difference' });
  }

  /** Checks with one of the secrets that are kept. */
  async pickSecret(name: string): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Secret' }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}( |$)`) }).click();
  }

  async pickProvider(name: string): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Provider' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
  }

  /** Types a new secret in, on the spot. */
  async newSecret(name: string, value: string): Promise<void> {
    await this.pickSecret('New secret…');
    const form = this.page.getByRole('group', { name: 'New secret' });
    await form.getByLabel('Name').fill(name);
    await form.getByLabel('Value', { exact: true }).fill(value);
    await form.getByRole('button', { name: 'Save secret' }).click();
  }
}
