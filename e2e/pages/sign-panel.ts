import type { Locator, Page } from 'playwright/test';
import { readPairs } from './table.ts';

/** How a message is signed: the tab of a draft, or the part of the replay panel. */
export class SignPanel {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page, root: Locator) {
    this.page = page;
    this.root = root;
  }

  async choose(label: string | RegExp, option: string | RegExp): Promise<void> {
    await this.root.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option }).first().click();
  }

  /** Types a new secret into the field itself. */
  async addSecret(label: string | RegExp, name: string, value: string): Promise<void> {
    await this.choose(label, 'New secret…');
    const form = this.root.getByRole('group', { name: 'New secret' });
    await form.getByLabel('Name', { exact: true }).fill(name);
    await form.getByLabel('Value', { exact: true }).fill(value);
    await form.getByRole('button', { name: 'Save secret' }).click();
  }

  /** The headers that signing would add. */
  headers(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Headers of the signature' }));
  }

  get preview(): Locator {
    return this.root.getByRole('group', { name: 'What it adds' });
  }
}
