import type { Locator, Page } from 'playwright/test';

/** The dialogs that begin with an event of a provider: a draft of it, or sending it. */
class PickingDialog {
  readonly root: Locator;
  readonly search: Locator;
  readonly providers: Locator;
  readonly events: Locator;
  readonly destination: Locator;
  readonly secret: Locator;

  constructor(page: Page, name: string) {
    this.root = page.getByRole('dialog', { name, exact: true });
    this.search = this.root.getByRole('searchbox', { name: 'Search events' });
    this.providers = this.root.getByRole('listbox', { name: 'Providers' });
    this.events = this.root.getByRole('listbox', { name: 'Events' });
    this.destination = this.root.getByRole('textbox', { name: 'Destination' });
    this.secret = this.root.getByRole('combobox', { name: /^Signed with/ });
  }

  /** Finds an event by words, and picks the one of this title. */
  async pick(words: string, title: string): Promise<void> {
    await this.search.fill(words);
    await this.events.getByRole('option', { name: title }).first().click();
  }
}

export class NewFromTemplateDialog extends PickingDialog {
  readonly preview: Locator;
  readonly createButton: Locator;

  constructor(page: Page) {
    super(page, 'New from template');
    this.preview = this.root.getByRole('region', { name: 'Preview', exact: true });
    this.createButton = this.root.getByRole('button', { name: 'Create draft' });
  }
}

export class TriggerDialog extends PickingDialog {
  readonly steps: Locator;
  readonly sendButton: Locator;
  readonly status: Locator;

  constructor(page: Page) {
    super(page, 'Trigger');
    this.steps = this.root.getByRole('list', { name: 'Steps' }).getByRole('listitem');
    this.sendButton = this.root.getByRole('button', { name: /^Send( again)?$/ });
    this.status = this.root.getByRole('status').last();
  }
}
