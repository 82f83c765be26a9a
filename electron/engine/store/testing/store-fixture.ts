import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Attempt, Delivery } from '../../../../shared/model/delivery.ts';
import type { Exchange } from '../../../../shared/model/exchange.ts';
import { uuidIds } from '../../ids.ts';
import type { Clock, Log, NewDelivery, NewExchange, Store } from '../../ports.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import type { FakeClock } from '../../testing/fake-clock.ts';

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

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export async function inboxOf(store: Store) {
  const [inbox] = await store.listBins();
  if (inbox === undefined) throw new Error('There is no Inbox.');
  return inbox;
}

export interface ExchangeParts {
  receivedAt?: number;
  body?: Uint8Array | string;
  outcome?: Exchange['outcome'];
  request?: Partial<Omit<Exchange['request'], 'body'>> & { encoding?: string };
}

/** An exchange of a bin, with what a test does not care about filled in. */
export function newExchange(binId: string, parts: ExchangeParts = {}): NewExchange {
  const bytes = typeof parts.body === 'string' ? Buffer.from(parts.body) : (parts.body ?? new Uint8Array());
  const { encoding, ...request } = parts.request ?? {};
  return {
    exchange: {
      id: uuidIds.next('exc'),
      binId,
      receivedAt: parts.receivedAt ?? 1_700_000_000_000,
      outcome: parts.outcome ?? { state: 'pending' },
      request: {
        method: 'POST',
        target: '/',
        httpVersion: '1.1',
        headers: [],
        trailers: [],
        remoteAddress: '127.0.0.1',
        scheme: 'http',
        via: 'local',
        body: {
          sizeBytes: bytes.byteLength,
          sha256: sha256Of(bytes),
          ...(encoding === undefined ? {} : { encoding }),
          isTruncated: false,
        },
        ...request,
      },
    },
    bytes: { kind: 'inline', bytes },
  };
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

export const responded = (status: number): Exchange['outcome'] => ({
  state: 'responded',
  status,
  headers: [{ name: 'Content-Type', value: 'text/plain' }],
  body: { text: 'ok' },
  respondedAt: 1_700_000_000_001,
});

export function newDelivery(parts: Partial<Delivery> & { body?: string } = {}): NewDelivery {
  const { body = 'sent', ...rest } = parts;
  const bytes = Buffer.from(body);
  return {
    delivery: {
      id: uuidIds.next('dlv'),
      trigger: 'replay',
      status: 'pending',
      createdAt: 1_700_000_000_000,
      request: {
        method: 'POST',
        url: 'http://localhost:3000/hook',
        headers: [{ name: 'Host', value: 'localhost:3000' }],
        trailers: [],
        body: { sizeBytes: bytes.byteLength, sha256: sha256Of(bytes), isTruncated: false },
      },
      attempts: [],
      ...rest,
    },
    bytes: { kind: 'inline', bytes },
  };
}

export const newAttempt = (parts: Partial<Attempt> = {}): Attempt => ({
  id: uuidIds.next('att'),
  startedAt: 1_700_000_000_000,
  ...parts,
});

export function attemptWithResponse(status: number, body: string): Attempt {
  return newAttempt({
    endedAt: 1_700_000_000_020,
    timings: { totalMs: 12.5 },
    response: {
      status,
      statusText: 'OK',
      httpVersion: '1.1',
      headers: [],
      trailers: [],
      body: { sizeBytes: body.length, sha256: sha256Of(body), isTruncated: false, content: { text: body } },
    },
  });
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  if (chunks === undefined) throw new Error('There is no such body.');
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

export const idsOf = async (page: Promise<{ items: { id: string }[] }>): Promise<string[]> =>
  (await page).items.map((item) => item.id);
