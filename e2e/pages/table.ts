import type { Locator } from 'playwright/test';

/** The rows of a table of names and values, as they are shown. */
export function readPairs(table: Locator): Promise<[name: string, value: string][]> {
  return table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row): [string, string] => [
        row.querySelector('th')?.textContent ?? '',
        row.querySelector('td')?.textContent ?? '',
      ]),
    );
}
