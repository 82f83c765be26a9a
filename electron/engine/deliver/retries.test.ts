import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planRetry } from '../../../shared/http/retry-plan.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { RetryPolicy } from '../../../shared/model/retry-policy.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { uuidIds } from '../ids.ts';
import type { Store } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { quietLog } from '../testing/engine-harness.ts';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import type { DeliveryRequest, SignAttempt } from './delivery-request.ts';

const workerPath = await buildEntry(new URL('../store/store-worker.ts', import.meta.url));

let dataDir: string;
let store: Store;
let clock: FakeClock;
let deliveries: Deliveries;
let events: EventBody[];
let onEvent: () => void;
let closeServer: () => Promise<void>;
let url: string;
/** What the server answers, one after the other; the last one for all that follow. */
let answers: { status: number; headers?: Record<string, string> }[];
let arrivals: { at: number; request: IncomingMessage; body: string }[];

const openTestStore = () =>
  openStore({ dataDir, workerPath, log: quietLog, ids: uuidIds, clock, minimumFreeBytes: 0 });

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-retries-'));
  clock = createFakeClock();
  store = await openTestStore();
  events = [];
  onEvent = () => undefined;
  arrivals = [];
  answers = [{ status: 200 }];
  deliveries = createDeliveries({
    store,
    clock,
    ids: uuidIds,
    settings: { read: defaultSettings },
    publish(event) {
      events.push(event);
      onEvent();
    },
  });
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      arrivals.push({ at: clock.now(), request, body });
      const { status, headers } = (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 200 };
      response.writeHead(status, headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  closeServer = () => new Promise((resolve) => server.close(() => resolve()));
});
afterEach(async () => {
  await deliveries.close();
  await closeServer();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const sending = (policy: unknown, more: Partial<DeliveryRequest> = {}): DeliveryRequest => {
  const parsed = RetryPolicy.parse(policy);
  const plan = planRetry(parsed, () => undefined);
  if (plan === undefined || 'problem' in plan) throw new Error('There is no plan.');
  return {
    trigger: 'draft',
    method: 'POST',
    url,
    headers: [{ name: 'Webhook-Id', value: 'msg_1' }],
    trailers: [],
    body: { bytes: Buffer.from('{"a":1}') },
    isHostRewritten: false,
    retry: { policy: parsed, plan },
    ...more,
  };
};

/** Resolves when this many attempts have ended. */
const attempted = (count: number): Promise<void> =>
  new Promise((resolve) => {
    onEvent = () => {
      if (events.filter(({ type }) => type === 'delivery.attempted').length >= count) resolve();
    };
    onEvent();
  });

/** Moves the clock to each next attempt until there is none; gives when each was made, from the first. */
async function runThrough(ended: Promise<unknown>): Promise<number[]> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (let count = 1; ; count += 1) {
    await attempted(count);
    const last = events.findLast(({ type }) => type === 'delivery.attempted');
    const nextAt = last?.type === 'delivery.attempted' ? last.delivery.nextAttemptAt : undefined;
    if (nextAt === undefined) break;
    expect(isOver).toBe(false);
    // Not a moment before it is due.
    clock.advance(nextAt - clock.now() - 1);
    expect(arrivals).toHaveLength(count);
    clock.advance(1);
  }
  await ended;
  const [first] = arrivals;
  return arrivals.map(({ at }) => at - (first?.at ?? 0));
}

describe('a policy', () => {
  it('makes further attempts of the same delivery until one succeeds', async () => {
    answers = [{ status: 500 }, { status: 503 }, { status: 204 }];
    const { delivery, ended } = await deliveries.start(
      sending({ kind: 'exponential', maxAttempts: 6, delayMs: 5000 }),
    );
    expect(delivery).toMatchObject({ status: 'pending', retry: { maxAttempts: 6 } });
    expect(await runThrough(ended)).toEqual([0, 5000, 15_000]);
    const end = await ended;
    expect(end).toMatchObject({
      id: delivery.id,
      status: 'responded',
      retry: { end: 'succeeded' },
      attempts: [{ response: { status: 500 } }, { response: { status: 503 } }, { response: { status: 204 } }],
    });
    expect(end.nextAttemptAt).toBeUndefined();
    expect(await store.getDelivery(delivery.id)).toEqual(end);
    expect(arrivals.map(({ request, body }) => [request.headers['webhook-id'], body])).toEqual(
      Array(3).fill(['msg_1', '{"a":1}']),
    );
    expect(events.map(({ type }) => type)).toEqual([
      'delivery.created',
      'delivery.attempted',
      'delivery.updated',
      'delivery.attempted',
      'delivery.updated',
      'delivery.attempted',
      'delivery.ended',
    ]);
    expect(events[2]).toMatchObject({ delivery: { status: 'pending', attemptCount: 2, maxAttempts: 6 } });
    expect(events[2]).not.toMatchObject({ delivery: { nextAttemptAt: expect.any(Number) as number } });
  });

  it('of four hours takes 60 s when it is compressed, each attempt within 1 % of its time', async () => {
    answers = [{ status: 500 }];
    const minutes = [5, 10, 15, 30, 60, 120];
    const { ended } = await deliveries.start(
      sending({ kind: 'schedule', delaysMs: minutes.map((each) => each * 60_000), compressToMs: 60_000 }),
    );
    const times = await runThrough(ended);
    let at = 0;
    const planned = [0, ...minutes.map((each) => (at += (each / 240) * 60_000))];
    expect(times).toHaveLength(planned.length);
    times.forEach((time, index) => expect(Math.abs(time - (planned[index] ?? 0))).toBeLessThan(601 / 100));
    expect(await ended).toMatchObject({ status: 'responded', retry: { end: 'exhausted', maxAttempts: 7 } });
  });

  it('tries again when there was no response at all', async () => {
    await closeServer();
    closeServer = () => Promise.resolve();
    const { ended } = await deliveries.start(sending({ kind: 'fixed', maxAttempts: 2, delayMs: 1000 }));
    await attempted(1);
    expect(events.at(-1)).toMatchObject({ delivery: { status: 'pending', failureCode: 'refused' } });
    clock.advance(1000);
    expect(await ended).toMatchObject({
      status: 'failed',
      retry: { end: 'exhausted' },
      attempts: [{ failure: { code: 'refused' } }, { failure: { code: 'refused' } }],
    });
  });

  it('waits as long as Retry-After asks, and ends at a final status', async () => {
    answers = [{ status: 429, headers: { 'Retry-After': '120' } }, { status: 410 }];
    const { ended } = await deliveries.start(sending({ kind: 'fixed', maxAttempts: 5, delayMs: 1000 }));
    expect(await runThrough(ended)).toEqual([0, 120_000]);
    expect(await ended).toMatchObject({ status: 'responded', retry: { end: 'final' } });
  });
});

describe('signing', () => {
  it('is done anew for each attempt, over what goes out, and shown with it', async () => {
    answers = [{ status: 500 }, { status: 200 }];
    const signed: unknown[] = [];
    const sign: SignAttempt = (message, { at, attemptNumber }) => {
      signed.push({ ...message, body: Buffer.from(message.body).toString(), attemptNumber });
      return Promise.resolve({ headers: [{ name: 'webhook-timestamp', value: String(at) }] });
    };
    const headers = [
      { name: 'Webhook-Timestamp', value: 'old' },
      { name: 'Webhook-Id', value: 'msg_1' },
    ];
    const { ended } = await deliveries.start(
      sending({ kind: 'fixed', maxAttempts: 2, delayMs: 7000 }, { sign, headers }),
    );
    await runThrough(ended);
    const stamps = arrivals.map(({ request }) => Number(request.headers['webhook-timestamp']));
    expect(stamps).toEqual([arrivals[0]?.at, (arrivals[0]?.at ?? 0) + 7000]);
    expect(arrivals.map(({ request }) => request.headers['webhook-id'])).toEqual(['msg_1', 'msg_1']);
    const { request, attempts } = await ended;
    expect(request.headers[1]).toEqual({ name: 'webhook-timestamp', value: String(stamps[0]) });
    expect(attempts[0]?.sent).toBeUndefined();
    expect(attempts[1]?.sent?.headers[1]).toEqual({ name: 'webhook-timestamp', value: String(stamps[1]) });
    const common = { method: 'POST', url, headers, body: '{"a":1}' };
    expect(signed).toEqual([
      { ...common, attemptNumber: 1 },
      { ...common, attemptNumber: 2 },
    ]);
  });

  it('may change URL and body; their framing is made after', async () => {
    const sign: SignAttempt = (message) =>
      Promise.resolve({ headers: [], url: `${message.url}?sig=1`, body: Buffer.from('{"a":1,"sig":1}') });
    const { ended } = await deliveries.start(
      sending({ kind: 'fixed', maxAttempts: 2, delayMs: 1 }, { sign }),
    );
    expect((await ended).request).toMatchObject({ url: `${url}?sig=1`, body: { sizeBytes: 15 } });
    expect(arrivals).toMatchObject([{ body: '{"a":1,"sig":1}', request: { url: '/hook?sig=1' } }]);
  });

  it('that fails at first refuses the send; later on it is a failed attempt', async () => {
    const refusal = new CommandError('bad_input', 'There is no secret acme.');
    const never: SignAttempt = () => Promise.reject(refusal);
    await expect(
      deliveries.start(sending({ kind: 'fixed', maxAttempts: 2, delayMs: 1 }, { sign: never })),
    ).rejects.toThrow(refusal);
    expect(arrivals).toEqual([]);

    answers = [{ status: 500 }];
    const once: SignAttempt = (_, { attemptNumber }) =>
      attemptNumber === 1 ? Promise.resolve({ headers: [] }) : Promise.reject(refusal);
    const { ended } = await deliveries.start(
      sending({ kind: 'fixed', maxAttempts: 2, delayMs: 1 }, { sign: once }),
    );
    await attempted(1);
    clock.advance(1);
    expect((await ended).attempts[1]?.failure?.message).toContain('There is no secret acme.');
  });
});

describe('the wait between two attempts', () => {
  it('is ended by a cancel, and no further attempt is made', async () => {
    answers = [{ status: 500 }];
    const { delivery, ended } = await deliveries.start(
      sending({ kind: 'fixed', maxAttempts: 5, delayMs: 1000 }),
    );
    await attempted(1);
    const waiting = await store.getDelivery(delivery.id);
    expect(waiting).toMatchObject({ status: 'pending', nextAttemptAt: clock.now() + 1000 });
    await deliveries.cancel(delivery.id);
    const end = await ended;
    expect(end).toMatchObject({ status: 'cancelled', retry: { end: 'cancelled' } });
    expect(end.nextAttemptAt).toBeUndefined();
    expect(await store.getDelivery(delivery.id)).toEqual(end);
    clock.advance(60_000);
    expect(arrivals).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'delivery.ended', delivery: { status: 'cancelled' } });
  });

  it('that outlives the app has been interrupted', async () => {
    answers = [{ status: 500 }];
    const { delivery } = await deliveries.start(sending({ kind: 'fixed', maxAttempts: 5, delayMs: 1000 }));
    await attempted(1);
    // As after a kill: nothing was cancelled.
    await store.close();
    store = await openTestStore();
    const found = await store.getDelivery(delivery.id);
    expect(found).toMatchObject({
      status: 'responded',
      retry: { end: 'interrupted' },
      attempts: [{ response: { status: 500 } }],
    });
    expect(found?.nextAttemptAt).toBeUndefined();
  });
});
