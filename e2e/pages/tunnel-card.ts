import { expect, type Locator, type Page } from 'playwright/test';

/** The tunnel at the foot of the sidebar. */
export class TunnelCard {
  readonly page: Page;
  readonly root: Locator;
  readonly state: Locator;
  readonly startButton: Locator;
  readonly stopButton: Locator;
  readonly tokenDialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Tunnel', exact: true });
    this.state = this.root.getByRole('heading', { level: 2 });
    this.startButton = this.root.getByRole('button', { name: /^Start/ });
    this.stopButton = this.root.getByRole('button', { name: 'Stop tunnel' });
    this.tokenDialog = page.getByRole('dialog', { name: /ngrok/ });
  }

  /** Opens the menu of tunnels and takes what is called so. */
  async choose(name: string | RegExp): Promise<void> {
    await this.root.getByRole('button', { name: /Choose another/ }).click();
    await this.page
      .getByRole('menuitemcheckbox', { name })
      .or(this.page.getByRole('menuitem', { name }))
      .click();
  }

  async expectState(state: 'Stopped' | 'Starting' | 'Online' | 'Reconnecting' | 'Failed'): Promise<void> {
    await expect(this.state).toHaveText(state);
  }

  async enterToken(token: string): Promise<void> {
    await this.tokenDialog.getByLabel('Authtoken', { exact: true }).fill(token);
    await this.tokenDialog.getByRole('button', { name: 'Save and start' }).click();
  }
}
