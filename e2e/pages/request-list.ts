import { expect, type Locator, type Page } from 'playwright/test';

/** The list of exchanges, newest first. */
export class RequestList {
  readonly page: Page;
  readonly list: Locator;
  readonly rows: Locator;
  readonly selected: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('listbox', { name: 'Requests' });
    this.rows = this.list.getByRole('option');
    this.selected = this.list.getByRole('option', { selected: true });
  }

  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  async select(text: string | RegExp): Promise<void> {
    await this.row(text).first().click();
    await expect(this.row(text).first()).toHaveAttribute('aria-selected', 'true');
  }

  async filter(query: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Filter requests' }).fill(query);
  }
}
