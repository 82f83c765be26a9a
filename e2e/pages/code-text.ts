import type { Locator } from 'playwright/test';

/** The text that a read-only code view shows, without its line numbers; of long ones, what is drawn. */
export function readCode(region: Locator): Promise<string> {
  return region.evaluate((element) =>
    Array.from(
      element.querySelectorAll('[data-index]'),
      (row) => row.querySelector('span:not([aria-hidden])')?.textContent ?? '',
    ).join('\n'),
  );
}
