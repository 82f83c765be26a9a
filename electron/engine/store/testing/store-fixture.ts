import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Clock, Log, Store } from '../../ports.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';
import { newExchange } from './store-records.ts';
import type { ExchangeParts } from './store-records.ts';

/** What a test opens a store with. */
export interface StoreConditions {
  dataDir: string;
  clock: Clock;
  log: Log;
  minimumFreeBytes?: number;
}

export type OpenTestStore = (conditions: StoreConditions) => Promise<Store>;

export interface StoreFixture {
  dataDir: string;
  clock: FakeClock;
  /** What was logged as a warning or an error. */
  complaints: string[];
  open(change?: { minimumFreeBytes?: number }): Promise<Store>;
}

/** A data folder for one test; the stores opened on it are closed, and it is removed, when the test has ended. */
export async function createFixture(openTestStore: OpenTestStore): Promise<StoreFixture> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hookbench-store-'));
  const clock = createFakeClock();
  const complaints: string[] = [];
  const complain = (message: string) => void complaints.push(message);
  const log: Log = { info: () => undefined, warn: complain, error: complain };
  cleanUps.push(() => rm(dataDir, { recursive: true, force: true }));
  return {
    dataDir,
    clock,
    complaints,
    async open(change) {
      const store = await openTestStore({ dataDir, clock, log, ...change });
      cleanUps.push(() => store.close());
      return store;
    },
  };
}

const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export async function inboxOf(store: Store) {
  const [inbox] = await store.listBins();
  if (inbox === undefined) throw new Error('There is no Inbox.');
  return inbox;
}

/** Stores exchanges one after the other and gives back their ids. */
export async function append(store: Store, binId: string, ...parts: ExchangeParts[]): Promise<string[]> {
  const ids: string[] = [];
  for (const part of parts) {
    const record = newExchange(binId, part);
    await store.appendExchange(record);
    ids.push(record.exchange.id);
  }
  return ids;
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  if (chunks === undefined) throw new Error('There is no such body.');
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

export const idsOf = async (page: Promise<{ items: { id: string }[] }>): Promise<string[]> =>
  (await page).items.map((item) => item.id);
