import { uuidIds } from '../ids.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { openStore } from './open-store.ts';
import { storeSuite } from './store-suite.ts';

const workerPath = await buildEntry(new URL('store-worker.ts', import.meta.url));

storeSuite('SQLite store in worker threads', (conditions) =>
  openStore({ ...conditions, ids: uuidIds, workerPath }),
);
