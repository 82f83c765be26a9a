import { expect, type Locator, type Page } from 'playwright/test';

/** PayPal's side, played on this computer. */
export class PaypalLabPage {
  readonly page: Page;
  readonly root: Locator;
  readonly toggle: Locator;
  readonly addresses: Locator;
  readonly listenerUrl: Locator;
  readonly postBacks: Locator;
  readonly sends: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'PayPal lab' });
    this.toggle = this.root.getByRole('switch', { name: 'Run the PayPal lab' });
    this.addresses = this.root.getByRole('region', { name: 'Addresses' });
    this.listenerUrl = this.root.getByRole('textbox', { name: 'Listener URL' });
    this.postBacks = this.root.getByRole('list', { name: 'Post-backs' }).getByRole('listitem');
    this.sends = this.root.getByRole('list', { name: 'Sent' }).getByRole('listitem');
  }

  /** By way of Compose, as the sidebar has it. */
  async open(): Promise<void> {
    const places = this.page.getByRole('navigation', { name: 'Places' });
    await places.getByRole('button', { name: 'Compose' }).click();
    await this.page
      .getByRole('navigation', { name: 'Drafts' })
      .getByRole('button', { name: 'PayPal lab' })
      .click();
    await expect(this.root).toBeVisible();
  }

  /** Any free port, so that tests do not meet. */
  async switchOn(): Promise<void> {
    const port = this.root.getByRole('textbox', { name: 'Port' });
    await port.fill('0');
    await port.press('Enter');
    await this.toggle.click();
    await expect(this.toggle).toBeChecked();
  }

  /** The address that stands behind a label. */
  async address(label: string): Promise<string> {
    const row = this.addresses.getByRole('listitem').filter({ hasText: label }).first();
    return (await row.locator('span.code').getAttribute('title')) ?? '';
  }

  async send(kind: 'IPN' | 'Webhook', url: string): Promise<void> {
    await this.root
      .getByRole('region', { name: 'Send as PayPal does' })
      .getByRole('radio', { name: kind })
      .click();
    await this.listenerUrl.fill(url);
    await this.root.getByRole('button', { name: kind === 'IPN' ? 'Send IPN' : 'Send webhook' }).click();
  }

  async showLog(tab: 'Post-backs' | 'Sent'): Promise<void> {
    await this.root
      .getByRole('tablist', { name: 'Log of the lab' })
      .getByRole('tab', { name: new RegExp(`^${tab}`) })
      .click();
  }
}
