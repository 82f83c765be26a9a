import { expect, type Locator, type Page } from 'playwright/test';

/** Every setting on one page. */
export class SettingsPage {
  readonly page: Page;
  readonly root: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Settings', exact: true });
  }

  field(label: string): Locator {
    return this.root.getByLabel(label, { exact: true });
  }

  /** Types a setting and leaves the field. */
  async enter(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
    await this.field(label).press('Tab');
    await expect(this.root.getByText('Saved').first()).toBeVisible();
  }

  async choose(label: string, option: string): Promise<void> {
    await this.root.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  /** Flips a switch and waits until it stands there. */
  async turn(label: string, state: 'on' | 'off'): Promise<void> {
    const control = this.root.getByRole('switch', { name: label });
    if ((await control.isChecked()) !== (state === 'on')) await control.click();
    await expect(control).toBeChecked({ checked: state === 'on' });
  }
}
