import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { systemClock } from '../../clock.ts';
import { uuidIds } from '../../ids.ts';
import type { Store } from '../../ports.ts';
import { openStore } from '../../store/open-store.ts';
import { buildEntry } from '../../testing/build-entry.ts';

export interface TestStore {
  store: Store;
  dataDir: string;
}

/** The real store in a folder of its own; both are gone when the test file has run. */
export async function openTestStore(): Promise<TestStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hookbench-capture-'));
  const workerPath = await buildEntry(new URL('../../store/store-worker.ts', import.meta.url));
  const complain = (message: string) => {
    throw new Error(message);
  };
  const store = await openStore({
    dataDir,
    workerPath,
    ids: uuidIds,
    clock: systemClock,
    log: { info: () => undefined, warn: complain, error: complain },
    minimumFreeBytes: 0,
  });
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return { store, dataDir };
}

/** The whole stored body. */
export async function storedBody(store: Store, exchangeId: string): Promise<Buffer> {
  const chunks = await store.openBody({ kind: 'exchange', exchangeId });
  if (chunks === undefined) throw new Error(`${exchangeId} has no body`);
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
