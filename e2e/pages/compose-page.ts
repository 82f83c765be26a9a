import { expect, type Locator, type Page } from 'playwright/test';
import { DeliveryPanel } from './delivery-panel.ts';

/** Drafts: a request to edit, and beside it what came back. */
export class ComposePage {
  readonly page: Page;
  readonly root: Locator;
  readonly tabs: Locator;
  readonly method: Locator;
  readonly url: Locator;
  /** Monaco's lines. */
  readonly editor: Locator;
  /** Monaco while the cursor is in it. */
  readonly focusedEditor: Locator;
  readonly sendButton: Locator;
  readonly cancelButton: Locator;
  readonly response: DeliveryPanel;
  readonly drafts: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByRole('region', { name: 'Compose' });
    this.tabs = this.root.getByRole('tablist', { name: 'Open drafts' }).getByRole('tab');
    this.method = this.root.getByRole('textbox', { name: 'Method' });
    this.url = this.root.getByRole('textbox', { name: 'URL', exact: true });
    this.editor = this.root.locator('.monaco-editor .view-lines');
    this.focusedEditor = this.root.locator('.monaco-editor.focused');
    this.sendButton = this.root.getByRole('button', { name: 'Send', exact: true });
    this.cancelButton = this.root.getByRole('button', { name: 'Cancel', exact: true });
    this.response = new DeliveryPanel(this.root.getByRole('region', { name: 'Response', exact: true }));
    this.drafts = page.getByRole('navigation', { name: 'Drafts' }).getByRole('listitem');
  }

  async createDraft(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Drafts' }).getByLabel('New draft').click();
    await expect(this.url).toBeVisible();
  }

  async show(tab: 'Body' | 'Headers' | 'Query' | 'Encrypt' | 'Sign'): Promise<void> {
    await this.root
      .getByRole('tablist', { name: 'Request' })
      .getByRole('tab', { name: new RegExp(`^${tab}`) })
      .click();
  }

  /** Puts the cursor into Monaco. */
  async focusEditor(): Promise<void> {
    await this.editor.click();
    await expect(this.focusedEditor).toBeVisible();
  }

  /** Replaces the body by typing, as a user does. */
  async typeBody(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.insertText(text);
  }

  /** Finds a text with Monaco's own find bar, which leaves it selected. */
  async selectInBody(text: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('Control+F');
    const find = this.root.getByRole('textbox', { name: 'Find', exact: true });
    await expect(find).toBeFocused();
    await find.fill(text);
    await expect(this.root.locator('.find-widget .matchesCount')).toContainText(/1 of \d/);
    await this.page.keyboard.press('Escape');
  }
}
