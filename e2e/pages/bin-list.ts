import { expect, type Locator, type Page } from 'playwright/test';

/** The list of bins in the sidebar. */
export class BinList {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('navigation', { name: 'Bins', exact: true });
  }

  /** Makes a bin, as a user does, and leaves it in view. */
  async create(name: string): Promise<void> {
    await this.root.getByRole('button', { name: 'New bin' }).click();
    await this.page.getByLabel('Name of the new bin').fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.current).toContainText(name);
  }

  /** The bin in view. */
  get current(): Locator {
    return this.root.locator('[data-bin][aria-current=page]');
  }

  /** The row of a bin; its accessible name tells its counts. */
  bin(name: string): Locator {
    return this.root.getByRole('button', { name: new RegExp(`^${escape(name)}, \\d`) });
  }

  async select(name: string): Promise<void> {
    await this.bin(name).click();
    await expect(this.bin(name)).toHaveAttribute('aria-current', 'page');
  }

  /** Picks from the menu of a bin. */
  async act(name: string, action: string): Promise<void> {
    await this.bin(name).hover();
    await this.root.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  async rename(name: string, next: string): Promise<void> {
    await this.act(name, 'Rename');
    await this.page.getByLabel(`New name of ${name}`).fill(next);
    await this.page.keyboard.press('Enter');
  }
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
