import type { Locator } from 'playwright/test';
import { readCode } from './code-text.ts';
import { readPairs } from './table.ts';

/** One delivery: how it went, its phases, what came back and what was sent. */
export class DeliveryPanel {
  readonly root: Locator;
  readonly outcome: Locator;
  readonly phases: Locator;
  /** What went wrong, in words. */
  readonly failure: Locator;
  readonly body: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.outcome = root.getByRole('status', { name: 'Outcome' });
    this.phases = root.getByRole('table', { name: 'Phases' });
    this.failure = root.getByRole('alert');
    this.body = root.getByRole('region', { name: 'Response body' });
  }

  async show(tab: 'Body' | 'Headers' | 'Sent'): Promise<void> {
    await this.root
      .getByRole('tablist', { name: 'Delivery' })
      .getByRole('tab', { name: new RegExp(`^${tab}`) })
      .click();
  }

  bodyText(): Promise<string> {
    return readCode(this.body);
  }

  headers(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Response headers' }));
  }

  sentHeaders(): Promise<[string, string][]> {
    return readPairs(this.root.getByRole('table', { name: 'Sent headers' }));
  }

  /** The names of the phases that were measured. */
  phaseNames(): Promise<string[]> {
    return this.phases.getByRole('rowheader').allTextContents();
  }
}
