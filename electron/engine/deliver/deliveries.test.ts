import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { Header } from '../../../shared/model/header.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { systemClock } from '../clock.ts';
import { uuidIds } from '../ids.ts';
import { StoreUnavailable, type Log, type Store } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { planDraftSend } from './draft-send.ts';
import { planReplay } from './replay.ts';
import { answering, startRawServer, type RawServer, type RawServerOptions } from './testing/raw-server.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let workerPath: string;
let dataDir: string;
let store: Store;
let events: EventBody[];
let deliveries: Deliveries;
const servers: { close(): Promise<void> }[] = [];

const open = () =>
  openStore({ dataDir, workerPath, log, ids: uuidIds, clock: systemClock, minimumFreeBytes: 0 });

beforeAll(async () => {
  workerPath = await buildEntry(new URL('../store/store-worker.ts', import.meta.url));
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-deliveries-'));
  store = await open();
});
afterAll(async () => {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function begin(given: Store = store): Deliveries {
  events = [];
  deliveries = createDeliveries({
    store: given,
    clock: systemClock,
    ids: uuidIds,
    settings: { read: defaultSettings },
    publish: (event) => events.push(event),
  });
  return deliveries;
}

async function raw(options: RawServerOptions = {}): Promise<RawServer> {
  const server = await startRawServer(options);
  servers.push(server);
  return server;
}

interface Captured {
  method?: string;
  headers?: Header[];
  trailers?: Header[];
  bytes?: Uint8Array;
  isTruncated?: boolean;
}

/** Stores an exchange as the capture server would. */
async function capture({
  method = 'POST',
  headers = [],
  trailers = [],
  bytes = Buffer.from('{"a":1}'),
  isTruncated = false,
}: Captured = {}): Promise<Exchange> {
  const [inbox] = await store.listBins();
  if (inbox === undefined) throw new Error('There is no Inbox.');
  const exchange: Exchange = {
    id: uuidIds.next('exc'),
    binId: inbox.id,
    receivedAt: Date.now(),
    request: {
      method,
      target: '/inbox/x',
      httpVersion: '1.1',
      headers,
      trailers,
      body: {
        sizeBytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        isTruncated,
      },
      remoteAddress: '127.0.0.1',
      scheme: 'http',
      via: 'local',
    },
    outcome: { state: 'pending' },
  };
  if (bytes.length <= store.inlineLimitBytes) {
    await store.appendExchange({ exchange, bytes: { kind: 'inline', bytes } });
  } else {
    const spool = store.createSpool();
    await spool.write(bytes);
    await store.appendExchange({ exchange, bytes: await spool.finish() });
  }
  return exchange;
}

const unedited = { edits: undefined, isHostRewritten: false };

async function replayTo(port: number, exchange: Exchange) {
  const { ended } = await begin().start(planReplay(exchange, `http://127.0.0.1:${port}/in?x=1`, unedited));
  return ended;
}

describe('a replay', () => {
  it('sends what was captured, stores what happened and tells it in order', async () => {
    const server = await raw({ onData: answering(ok) });
    const exchange = await capture({
      headers: [
        { name: 'host', value: 'hooks.example' },
        { name: 'X-Sig', value: 'a' },
        { name: 'content-length', value: '7' },
        { name: 'x-sig', value: 'b' },
      ],
    });
    const delivery = await replayTo(server.port, exchange);

    expect(server.received()).toBe(
      'POST /in?x=1 HTTP/1.1\r\nhost: hooks.example\r\nX-Sig: a\r\ncontent-length: 7\r\nx-sig: b\r\nConnection: close\r\n\r\n{"a":1}',
    );
    expect(delivery).toMatchObject({
      trigger: 'replay',
      status: 'responded',
      exchangeId: exchange.id,
      attempts: [{ response: { status: 200, body: { content: { text: 'ok' } } } }],
    });
    expect(await store.getDelivery(delivery.id)).toEqual(delivery);
    const told = events.filter(({ type }) => type !== 'exchange.updated');
    expect(told).toMatchObject([
      { type: 'delivery.created', delivery: { status: 'pending', attemptCount: 1 } },
      { type: 'delivery.attempted', delivery: { status: 'pending', responseStatus: 200, attemptCount: 1 } },
      { type: 'delivery.ended', delivery: { status: 'responded' } },
    ]);
    expect(events.filter(({ type }) => type === 'exchange.updated')).toMatchObject([
      { exchange: { id: exchange.id, deliveryCount: 1 } },
    ]);
    expect(await store.recentDestinations(exchange.id, 5)).toContain(delivery.request.url);
  });

  it('carries edits, and drops trailers of a body that was edited', async () => {
    const server = await raw({ onData: answering(ok) });
    const exchange = await capture({ trailers: [{ name: 'X-Sum', value: '1' }] });
    const url = `http://127.0.0.1:${server.port}/`;
    const edits = { method: 'PUT', headers: [{ name: 'A', value: '1' }], body: { text: '\u00e9' } };
    const { ended } = await begin().start(planReplay(exchange, url, { edits, isHostRewritten: false }));
    await ended;
    expect(server.received()).toBe(
      `PUT / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nA: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\u00c3\u00a9`,
    );
  });

  it('keeps trailers of an unchanged body', async () => {
    const server = await raw({ onData: answering(ok) });
    const exchange = await capture({ trailers: [{ name: 'X-Sum', value: '1' }] });
    await replayTo(server.port, exchange);
    expect(await server.until((text) => text.includes('X-Sum: 1'))).toContain('\r\n0\r\nX-Sum: 1\r\n\r\n');
  });

  it('of a truncated capture is refused, unless it has a body of its own', async () => {
    const server = await raw({ onData: answering(ok) });
    const exchange = await capture({ isTruncated: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await expect(begin().start(planReplay(exchange, url, unedited))).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(events).toEqual([]);
    expect(server.received()).toBe('');
    const edits = { body: { base64: 'aGk=' } };
    const { ended } = await begin().start(planReplay(exchange, url, { edits, isHostRewritten: false }));
    expect(await ended).toMatchObject({ status: 'responded', request: { body: { sizeBytes: 2 } } });
  });

  it('takes a large body from its file, byte for byte, and refers to the same file', async () => {
    const bytes = randomBytes(3 * 1024 * 1024 + 7);
    const hash = createHash('sha256');
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => hash.update(chunk));
      request.on('end', () => response.end(request.headers['content-length']));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const exchange = await capture({ bytes });
    const delivery = await replayTo((server.address() as AddressInfo).port, exchange);
    expect(hash.digest('hex')).toBe(exchange.request.body.sha256);
    expect(delivery.attempts[0]?.response?.body.content).toEqual({ text: String(bytes.length) });
    const stored = await store.readBody({ kind: 'delivery', deliveryId: delivery.id }, 0, 16);
    expect(Buffer.from(stored?.bytes ?? [])).toEqual(bytes.subarray(0, 16));
  });
});

describe('a draft', () => {
  it('is sent without an exchange, with its large body spooled', async () => {
    const text = 'x'.repeat(store.inlineLimitBytes + 1);
    const server = await raw({
      // Not before the whole request is there: an early answer ends the send.
      onData: (socket, received) => received.endsWith(`\r\n\r\n${text}`) && socket.end(ok),
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const { delivery, ended } = await begin().start(
      planDraftSend({ method: 'POST', url, body: { text } }, undefined),
    );
    expect(delivery).toMatchObject({
      status: 'pending',
      trigger: 'draft',
      attempts: [{ startedAt: expect.any(Number) as number }],
    });
    expect(await store.getDelivery(delivery.id)).toEqual(delivery);
    expect((await ended).status).toBe('responded');
    const received = await server.until((all) => all.length > text.length);
    expect(received.endsWith(text)).toBe(true);
    expect(events.map(({ type }) => type)).toEqual([
      'delivery.created',
      'delivery.attempted',
      'delivery.ended',
    ]);
  });

  it('keeps a large reply in a file', async () => {
    const reply = 'y'.repeat(store.inlineLimitBytes + 1);
    const server = await raw({
      onData: answering(`HTTP/1.1 200 OK\r\nContent-Length: ${reply.length}\r\n\r\n${reply}`),
    });
    const { ended } = await begin().start(
      planDraftSend({ method: 'GET', url: `http://127.0.0.1:${server.port}/` }, undefined),
    );
    const { attempts } = await ended;
    const stored = await store.readBody(
      { kind: 'attempt', attemptId: attempts[0]?.id ?? '' },
      0,
      reply.length,
    );
    expect(Buffer.from(stored?.bytes ?? []).toString()).toBe(reply);
  });

  it.each([
    [{ url: 'localhost:3000' }, 'The URL needs a scheme: did you mean http://localhost:3000 ?'],
    [
      { url: 'http://a', headers: [{ name: 'A', value: 'x\r\nB: y' }] },
      'The value of A has a line break or control character in it: remove it.',
    ],
    [
      { url: 'http://a', body: { exchangeId: 'exc_gone' } },
      'There is no exchange exc_gone whose body could be sent.',
    ],
  ])('that can not be sent is refused before anything is stored: %j', async (draft, message) => {
    await expect(begin().start(planDraftSend({ method: 'POST', ...draft }, undefined))).rejects.toThrow(
      message,
    );
    expect(events).toEqual([]);
  });
});

describe('the end of a delivery', () => {
  it('is failed without a response', async () => {
    const server = await raw();
    await server.close();
    const exchange = await capture();
    expect(await replayTo(server.port, exchange)).toMatchObject({
      status: 'failed',
      attempts: [{ failure: { code: 'refused' }, endedAt: expect.any(Number) as number }],
    });
    expect(events.at(-1)).toMatchObject({ type: 'delivery.ended', delivery: { failureCode: 'refused' } });
  });

  it('is cancelled when a user says so, and stays so', async () => {
    const server = await raw();
    const { delivery, ended } = await begin().start(
      planDraftSend({ method: 'POST', url: `http://127.0.0.1:${server.port}/` }, undefined),
    );
    await server.until((text) => text.endsWith('\r\n\r\n'));
    await deliveries.cancel(delivery.id);
    expect((await store.getDelivery(delivery.id))?.status).toBe('cancelled');
    expect(await store.getDelivery(delivery.id)).toEqual(await ended);
    await deliveries.cancel(delivery.id);
    await deliveries.cancel('dlv_unknown');
    expect(events.filter(({ type }) => type === 'delivery.ended')).toHaveLength(1);
  });

  it('is told even when it can not be stored, and whoever waits hears of that', async () => {
    const server = await raw({ onData: answering(ok) });
    const refusing: Store = {
      ...store,
      saveAttempt: (id, attempt, change) =>
        change?.state === undefined
          ? store.saveAttempt(id, attempt, change)
          : Promise.reject(new StoreUnavailable('The disk is full.')),
    };
    const { ended } = await begin(refusing).start(
      planDraftSend({ method: 'POST', url: `http://127.0.0.1:${server.port}/` }, undefined),
    );
    await expect(ended).rejects.toThrow('The disk is full.');
    expect(events.at(-1)).toMatchObject({ type: 'delivery.ended', delivery: { status: 'responded' } });
  });

  it('never comes when nothing could be stored: nothing is sent then', async () => {
    const server = await raw({ onData: answering(ok) });
    const refusing: Store = {
      ...store,
      createDelivery: () => Promise.reject(new StoreUnavailable('The disk is full.')),
      saveAttempt: () => Promise.reject(new StoreUnavailable('The disk is full.')),
    };
    const draft = planDraftSend({ method: 'POST', url: `http://127.0.0.1:${server.port}/` }, undefined);
    await expect(begin(refusing).start(draft)).rejects.toThrow(StoreUnavailable);
    expect(events).toEqual([]);
    expect(server.received()).toBe('');
  });

  it('comes for all of them on close', async () => {
    const server = await raw();
    const url = `http://127.0.0.1:${server.port}/`;
    const started = begin();
    const all = await Promise.all(
      [1, 2, 3].map(() => started.start(planDraftSend({ method: 'POST', url }, undefined))),
    );
    await started.close();
    for (const { delivery } of all) expect((await store.getDelivery(delivery.id))?.status).toBe('cancelled');
  });
});
