import { expect, type Locator, type Page } from 'playwright/test';

/** What a bin answers: its rules over its default reply. */
export class RepliesPage {
  readonly page: Page;
  readonly rules: Locator;
  readonly defaultRow: Locator;
  /** The form of what is selected. */
  readonly form: Locator;
  /** What is edited, in one sentence. */
  readonly sentence: Locator;
  readonly trial: Locator;

  constructor(page: Page) {
    this.page = page;
    this.rules = page.getByRole('list', { name: 'Rules' }).getByRole('listitem');
    this.defaultRow = page.getByRole('button', { name: /^Default reply/ });
    this.form = page.getByRole('form', { name: /^(?:Rule|New rule|Default reply)/ });
    this.sentence = this.form.locator('[data-sentence]');
    this.trial = page.getByRole('region', { name: 'Try out' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tablist', { name: 'Bin' }).getByRole('tab', { name: 'Replies' }).click();
    await expect(this.defaultRow).toBeVisible();
  }

  rule(name: string | RegExp): Locator {
    return this.rules.filter({ hasText: name });
  }

  async select(name: string | RegExp): Promise<void> {
    await this.rule(name).locator('[data-select]').click();
  }

  async startRule(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New rule' }).click();
    await this.form.getByLabel('Name', { exact: true }).fill(name);
  }

  async save(): Promise<void> {
    const button = this.form.getByRole('button', { name: /^Save/ });
    await button.click();
    await expect(button).not.toHaveAttribute('aria-busy');
    await expect(button).toBeDisabled();
  }

  /** Picks from a drop-down. */
  async choose(label: string, option: string): Promise<void> {
    await this.form.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  /** Adds a condition and fills it in. */
  async addCondition(target: string, comparison: string, value?: string, name?: string): Promise<void> {
    await this.form.getByRole('button', { name: 'Add condition' }).click();
    const number = await this.form.getByRole('list', { name: 'Conditions' }).getByRole('listitem').count();
    await this.choose(`What condition ${number} looks at`, target);
    if (name !== undefined) await this.form.getByLabel(`Name in condition ${number}`).fill(name);
    await this.choose(`Comparison of condition ${number}`, comparison);
    if (value !== undefined) await this.form.getByLabel(`Value of condition ${number}`).fill(value);
  }

  /** Puts a text in the place of what the editor holds. */
  async write(label: 'Body' | 'Script', text: string): Promise<void> {
    const editor = this.form.getByRole('textbox', { name: label });
    await editor.focus();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** The names of the rules, in order. */
  async order(): Promise<string[]> {
    const names = await this.rules.locator('[data-select] .truncate').allTextContents();
    return names.map((name) => name.trim());
  }

  /** Picks from the menu of a rule. */
  async act(rule: string, action: string): Promise<void> {
    await this.rule(rule)
      .getByRole('button', { name: `Actions for ${rule}` })
      .click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
