import { expect, type Locator, type Page } from 'playwright/test';
import { readCode } from './code-text.ts';
import { DeliveryPanel } from './delivery-panel.ts';
import { readPairs } from './table.ts';

export type DetailTab = 'Body' | 'Headers' | 'Query' | 'Signature' | 'Reply' | 'Deliveries' | 'Raw';

/** The selected exchange. */
export class RequestDetail {
  readonly page: Page;
  readonly root: Locator;
  readonly title: Locator;
  readonly tabs: Locator;
  readonly bodyToolbar: Locator;
  /** The body as text or as hex. */
  readonly body: Locator;
  readonly deliveries: Locator;
  /** One delivery in full. */
  readonly delivery: DeliveryPanel;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Request detail' });
    this.tabs = this.root.getByRole('tablist', { name: 'Parts of the request' });
    this.title = this.root.getByRole('heading', { level: 2 }).first();
    this.bodyToolbar = this.root.getByRole('toolbar', { name: 'Body' });
    this.body = this.root.getByRole('region', { name: 'Request body' });
    this.deliveries = this.root.getByRole('list', { name: 'Deliveries' });
    this.delivery = new DeliveryPanel(this.root);
  }

  tab(name: DetailTab): Locator {
    return this.tabs.getByRole('tab', { name: new RegExp(`^${name}`) });
  }

  async show(name: DetailTab): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** Draws the body in another way. */
  async showBodyAs(
    mode: 'Pretty' | 'Text' | 'Hex' | 'Table' | 'Parts' | 'Image' | 'Preview' | 'Decrypted',
  ): Promise<void> {
    await this.bodyToolbar.getByRole('radio', { name: mode }).click();
  }

  bodyText(): Promise<string> {
    return readCode(this.body);
  }

  headers(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Headers' }));
  }

  trailers(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Trailers' }));
  }

  /** Decoded fields of a form body. */
  formFields(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Form fields' }));
  }

  query(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Query parameters' }));
  }

  rawText(): Promise<string> {
    return readCode(this.root.getByRole('region', { name: 'Raw request' }));
  }

  /** Picks from the menu of further actions. */
  async act(action: string): Promise<void> {
    await this.root.getByRole('button', { name: 'More actions' }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  /** The panel that asks where to replay to. */
  get replayPanel(): Locator {
    return this.page.getByRole('dialog', { name: 'Replay to' });
  }

  async replayTo(url: string): Promise<void> {
    await this.root.getByRole('button', { name: 'Choose destination' }).click();
    await this.replayPanel.getByLabel('Replay to').fill(url);
    await this.replayPanel.getByRole('button', { name: 'Replay' }).click();
  }
}
