import type { Locator, Page } from 'playwright/test';

/** The page with a bin's forward rules. */
export class ForwardPage {
  readonly page: Page;
  /** What a bin without rules shows. */
  readonly quickSetup: Locator;
  readonly rules: Locator;
  readonly editor: Locator;
  readonly sentence: Locator;
  readonly queue: Locator;

  constructor(page: Page) {
    this.page = page;
    this.quickSetup = page.getByRole('form', { name: 'Forward this bin' });
    this.rules = page.getByRole('list', { name: 'Forward rules' }).getByRole('listitem');
    this.editor = page.getByRole('form', { name: 'Forward rule' });
    this.sentence = this.editor.locator('[data-sentence]');
    this.queue = page.getByRole('region', { name: 'Queue', exact: true });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Forward', exact: true }).click();
  }

  field(label: string): Locator {
    return this.editor.getByLabel(label, { exact: true });
  }

  /** Picks one of the choices of a list. */
  async choose(form: Locator, label: string, option: string): Promise<void> {
    await form.getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  /** Opens one of the folded parts. */
  async unfold(title: string): Promise<void> {
    await this.editor.getByRole('button', { name: title, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.editor.getByRole('button', { name: /^(Save|Add rule)$/ }).click();
  }
}
