import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import { systemClock } from '../clock.ts';
import { createCaptureServer } from './capture-server.ts';
import { startCapture, type CaptureHarness, type HarnessOptions } from './testing/capture-harness.ts';
import { openRaw } from './testing/raw-client.ts';
import { openTestStore } from './testing/test-store.ts';

let store: Store;
let capture: CaptureHarness;
const start = async (options?: HarnessOptions) => (capture = await startCapture(store, options));

beforeAll(async () => {
  ({ store } = await openTestStore());
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

const answers = (count: number) => (received: string) => received.split('HTTP/1.1 ').length > count;
const seen = () => capture.stored.map(({ exchange: { request } }) => `${request.method} ${request.target}`);

describe('one connection', () => {
  test('carries requests one after the other', async () => {
    const { open } = await start();
    const client = await open();
    client.write('POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab');
    await client.until(answers(1));
    client.write('GET /2 HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(answers(2));
    expect(seen()).toEqual(['POST /1', 'GET /2']);
  });

  test('answers pipelined requests in their order', async () => {
    const { open } = await start();
    await Promise.all(
      ['one', 'two', 'three'].map((slug) => capture.addBin(slug, { body: { text: `[${slug}]` } })),
    );
    const client = await open();
    client.write(
      ['one', 'two', 'three'].map((slug) => `GET /${slug} HTTP/1.1\r\nHost: h\r\n\r\n`).join('') +
        'GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    const received = await client.closed();
    expect(received.match(/\[\w+\]/g)).toEqual(['[one]', '[two]', '[three]']);
    expect(seen()).toEqual(['GET /one', 'GET /two', 'GET /three', 'GET /last']);
  });

  test('gets its reply though the sender closed its half after the request', async () => {
    const { open } = await start();
    const client = await open();
    client.write('POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab');
    client.finish();
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  });

  test('stays open for an HTTP/1.0 sender that asks for it, and says so', async () => {
    const { open } = await start();
    const client = await open();
    client.write('GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n');
    expect(await client.until(answers(1))).toMatch(/Connection: keep-alive/);
    client.write('GET /2 HTTP/1.0\r\n\r\n');
    expect((await client.closed()).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });

  test('is told to continue where the sender waits for that', async () => {
    const { open } = await start();
    const client = await open();
    client.write(
      'PUT /x HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n',
    );
    expect(await client.until(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    client.write('ab');
    expect(await client.closed()).toMatch(/\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(capture.stored[0]?.exchange.request.body.sizeBytes).toBe(2);
  });

  test('has other expectations ignored', async () => {
    const { send } = await start();
    expect(await send('GET /x HTTP/1.1\r\nHost: h\r\nExpect: the-best\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  test('that never sends a byte, or rests between two requests, leaves nothing', async () => {
    const { open } = await start({ limits: { headMs: 50, checkMs: 10, keepAliveMs: 30, idleMs: 200 } });
    const silent = await open();
    const resting = await open();
    const broken = await open();
    resting.write('GET /x HTTP/1.1\r\nHost: h\r\n\r\n');
    broken.write('GET /y HTTP/1.1\r\nHost: h\r\n\r\n');
    await broken.until(answers(1));
    broken.reset();
    expect(await silent.closed()).toBe('');
    await resting.closed();
    expect(seen().sort()).toEqual(['GET /x', 'GET /y']);
  });

  test('whose sender went away before the reply leaves a failed exchange', async () => {
    let release = () => undefined as unknown;
    const held = new Promise<void>((resolve) => (release = () => resolve()));
    capture = await startCapture({
      ...store,
      appendExchange: async (record) => {
        await store.appendExchange(record);
        if (record.exchange.request.target === '/gone') await held;
      },
    });
    const client = await capture.open();
    client.write('POST /gone HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab');
    const id = await storedId('/gone');
    await new Promise((resolve) => {
      client.socket.once('close', resolve);
      client.reset();
    });
    // A whole round trip later the reset has reached the other side, too.
    await capture.send('GET /other HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    release();
    const updated = await capture.untilEvent('exchange.updated');
    expect(updated).toMatchObject({
      exchange: { id, outcome: { state: 'failed', reason: 'reply_aborted' } },
    });
    expect((await store.getExchange(id))?.outcome).toMatchObject({ reason: 'reply_aborted' });
  });
});

/** The id under which the request for a target is stored, however long that takes. */
async function storedId(target: string): Promise<string> {
  for (;;) {
    const { items } = await store.listExchanges({}, 1);
    const found = items.find((item) => item.target === target);
    if (found !== undefined) return found.id;
    await new Promise(setImmediate);
  }
}

describe('a method the parser does not know', () => {
  test.each([
    'FOO',
    'get',
    'X',
    'GETX',
    'PO',
    'POSTAL',
    'M-',
    'DESCRIBE',
    "a!#$%&'*+-.^_`|~9",
    'x'.repeat(64),
  ])('%s is captured as it is', async (method) => {
    const { send, untilStored } = await start();
    const answer = await send(
      `${method} /inbox HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    const [record] = await untilStored(1);
    expect(record?.exchange.request).toMatchObject({ method, target: '/inbox', body: { sizeBytes: 2 } });
  });

  test('may be cut into packets on a new connection', async () => {
    const { open } = await start();
    const client = await open();
    client.socket.setNoDelay(true);
    for (const byte of 'POTATO /slow HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n') {
      client.write(byte);
      await new Promise(setImmediate);
    }
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
    expect(seen()).toEqual(['POTATO /slow']);
  });

  test('may come at any place among pipelined requests', async () => {
    const { send } = await start();
    await send(
      'POST /1 HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc' +
        'FOO /2 HTTP/1.1\r\nHost: h\r\n\r\n' +
        'BAR /3 HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n' +
        'GET /4 HTTP/1.1\r\nHost: h\r\n\r\n' +
        'PLAY /5 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    expect(seen()).toEqual(['POST /1', 'FOO /2', 'BAR /3', 'GET /4', 'PLAY /5']);
    expect(capture.stored.map(({ exchange }) => exchange.request.body.sizeBytes)).toEqual([3, 0, 2, 0, 0]);
  });

  test('may come again and again on one connection', async () => {
    const { open } = await start();
    const client = await open();
    for (let turn = 1; turn <= 30; turn += 1) {
      client.write(`${turn % 3 === 0 ? 'GET' : `FOO${turn}`} /${turn} HTTP/1.1\r\nHost: h\r\n\r\n`);
      await client.until(answers(turn));
    }
    client.finish();
    await client.closed();
    expect(seen()).toHaveLength(30);
    expect(seen().slice(0, 3)).toEqual(['FOO1 /1', 'FOO2 /2', 'GET /3']);
  });

  test('does not keep a half-closed sender from its reply', async () => {
    const { open } = await start();
    const client = await open();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(answers(1));
    client.write('FOO /2 HTTP/1.1\r\nHost: h\r\n\r\n');
    client.finish();
    expect((await client.closed()).match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  });
});

describe('addresses', () => {
  test('through the tunnel the visitor is the sender, and the headers stay as they came', async () => {
    await start();
    const { port } = await capture.listen('tunnel');
    const client = await openRaw(port);
    client.write(
      'GET /x HTTP/1.1\r\nHost: demo.ngrok.app\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n',
    );
    await client.closed();
    const request = capture.stored[0]?.exchange.request;
    expect(request).toMatchObject({ via: 'tunnel', remoteAddress: '203.0.113.9', scheme: 'https' });
    expect(request?.headers[1]).toEqual({ name: 'X-Forwarded-For', value: '1.2.3.4, 203.0.113.9' });
  });

  test('at the local listener nobody is believed about who they are', async () => {
    const { send } = await start();
    await send(
      'GET /x HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n',
    );
    expect(capture.stored[0]?.exchange.request).toMatchObject({
      via: 'local',
      remoteAddress: '127.0.0.1',
      scheme: 'http',
    });
  });

  test('a port in use is told in a sentence', async () => {
    const { listen } = await start();
    await listen('local');
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const address = blocker.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const server = createCaptureServer({
      store,
      clock: systemClock,
      bodyLimitBytes: () => 1,
      handlers: { onRequest: () => undefined, onRefusal: () => undefined, onUnstorable: () => undefined },
    });
    const failure: unknown = await server
      .listen({ host: '127.0.0.1', port })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommandError);
    expect(failure).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`Port ${port} on 127.0.0.1 is in use`) as string,
    });
    await expect(server.listen({ host: '203.0.113.1', port: 0 })).rejects.toThrow(
      /not an address of this machine/,
    );
    blocker.close();
  });

  test('closing refuses what is half read, finishes replies and takes no more', async () => {
    const { open, port } = await start();
    const half = await open();
    half.write('POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab');
    const idle = await open();
    idle.write('GET /whole HTTP/1.1\r\nHost: h\r\n\r\n');
    await idle.until(answers(1));
    await capture.close();
    expect(await half.closed()).toMatch(/^HTTP\/1\.1 503 /);
    await idle.closed();
    expect(capture.stored.map(({ exchange }) => exchange.outcome)).toMatchObject([
      { state: 'responded' },
      { state: 'failed', reason: 'interrupted' },
    ]);
    await expect(openRaw(port)).rejects.toThrow(/ECONNREFUSED/);
  });
});
