import { expect, type Locator, type Page } from 'playwright/test';

/** The Signing page of the bin in view. */
export class SigningPage {
  readonly page: Page;
  readonly root: Locator;
  readonly secrets: Locator;
  readonly check: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Signing' });
    this.secrets = this.root.getByRole('list', { name: 'Secrets, in the order they are tried' });
    this.check = this.root.getByRole('status', { name: 'Result of the check' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Signing' }).click();
    await expect(this.root).toBeVisible();
  }

  async pickProvider(name: string): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Provider' }).click();
    await this.page.getByRole('option', { name, exact: true }).click();
  }

  async addSecret(name: string): Promise<void> {
    await this.root.getByRole('combobox', { name: 'Add a secret' }).click();
    await this.page.getByRole('option', { name: new RegExp(`^${name}( |$)`) }).click();
  }

  async save(): Promise<void> {
    await this.root.getByRole('button', { name: 'Save signing' }).click();
    await expect(this.root.getByRole('button', { name: 'Save signing' })).toBeDisabled();
  }

  /** Goes back to what the bin received. */
  async close(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Requests' }).click();
  }
}
