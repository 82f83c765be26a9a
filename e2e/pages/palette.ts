import type { Locator, Page } from 'playwright/test';

/** What Ctrl+K opens. */
export class Palette {
  readonly page: Page;
  readonly root: Locator;
  readonly input: Locator;
  readonly options: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('dialog', { name: 'Search everything' });
    this.input = this.root.getByRole('combobox');
    this.options = this.root.getByRole('option');
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+K');
    await this.input.waitFor();
  }

  /** Opens it, types the name of an action, and takes it. */
  async run(name: string): Promise<void> {
    await this.open();
    await this.input.fill(name);
    await this.root.getByRole('option', { name, exact: true }).click();
  }
}
