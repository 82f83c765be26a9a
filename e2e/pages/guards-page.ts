import { expect, type Locator, type Page } from 'playwright/test';

/** A bin's page of guards and handshakes. */
export class GuardsPage {
  readonly page: Page;
  readonly guards: Locator;
  readonly handshakes: Locator;
  readonly endpoint: Locator;
  /** What the guards would have stopped. */
  readonly preview: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.page = page;
    this.guards = page.getByRole('list', { name: 'Guards' });
    this.handshakes = page.getByRole('list', { name: 'Handshakes' });
    this.endpoint = page.getByRole('region', { name: 'Endpoint' });
    this.preview = page.getByRole('region', { name: 'In the captured traffic' });
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Guards & handshakes' }).click();
    await expect(this.page.getByRole('button', { name: 'Add guard' })).toBeVisible();
  }

  /** Goes back to the list of requests. */
  async leave(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Requests' }).click();
  }

  guard(title: string): Locator {
    return this.guards.getByRole('listitem', { name: title });
  }

  /** Opens the dialog for a new guard. */
  async add(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add guard' }).click();
    await this.page.getByRole('menuitem', { name: new RegExp(`^${title} `) }).click();
    await expect(this.dialog).toBeVisible();
  }

  /** Enters a new secret where one is picked. */
  async newSecret(name: string, value: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: /Token|Password/ }).click();
    await this.page.getByRole('option', { name: 'New secret…' }).click();
    await this.dialog.getByLabel('Name', { exact: true }).fill(name);
    await this.dialog.getByLabel('Value', { exact: true }).fill(value);
    await this.dialog.getByRole('button', { name: 'Save secret' }).click();
    await expect(this.dialog.getByRole('combobox', { name: /Token|Password/ })).toContainText(name);
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^(Add|Save) guard$/ }).click();
    await expect(this.dialog).toBeHidden();
  }

  /** What one guard would have stopped. */
  stoppedBy(title: string): Locator {
    return this.page.getByRole('region', { name: `What ${title} would have stopped` });
  }

  async answerHandshakes(isOn: boolean): Promise<void> {
    const control = this.page.getByRole('switch', { name: 'Answer handshakes' });
    if ((await control.isChecked()) !== isOn) await control.click();
    await expect(control).toBeChecked({ checked: isOn });
  }
}
