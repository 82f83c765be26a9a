import { describe } from 'vitest';
import { binsSuite } from './suite-bins.ts';
import { bodiesSuite } from './suite-bodies.ts';
import { deliveriesSuite } from './suite-deliveries.ts';
import { exchangesSuite } from './suite-exchanges.ts';
import { searchSuite } from './suite-search.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';

/** What every implementation of the `Store` port does; run it with one's own way to open a store. */
export function storeSuite(name: string, openTestStore: OpenTestStore): void {
  describe(name, () => {
    binsSuite(openTestStore);
    exchangesSuite(openTestStore);
    searchSuite(openTestStore);
    deliveriesSuite(openTestStore);
    bodiesSuite(openTestStore);
  });
}
