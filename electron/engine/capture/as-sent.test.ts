import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../ports.ts';
import { startCapture, type CaptureHarness } from './testing/capture-harness.ts';
import { openTestStore, storedBody } from './testing/test-store.ts';

let store: Store;
let capture: CaptureHarness;
const start = async (
  ...args: Parameters<typeof startCapture> extends [unknown, ...infer Rest] ? Rest : never
) => {
  capture = await startCapture(store, ...args);
  return capture;
};

beforeAll(async () => {
  ({ store } = await openTestStore());
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

/** What the store gives back of the only exchange. */
const onlyStored = async () => {
  const [record] = await capture.untilStored(1);
  const exchange = await store.getExchange(record?.exchange.id ?? '');
  if (exchange === undefined) throw new Error('It was not stored.');
  return exchange;
};

describe('a request is kept as it was sent', () => {
  test('target, header order, case and duplicates, and values in Latin-1', async () => {
    const { send } = await start();
    await send(
      'POST /inbox//a/../b%2f?x=1&x=%zz#f HTTP/1.1\r\nX-b: 1\r\nhost: h\r\nx-B:2\r\nX-B:   3  \r\n' +
        'X-Latin: \xe9\xff\r\nX-Empty:\r\n__proto__: p\r\nconstructor: c\r\nConnection: close\r\n\r\n',
    );
    const { request } = await onlyStored();
    expect(request).toMatchObject({
      method: 'POST',
      target: '/inbox//a/../b%2f?x=1&x=%zz#f',
      httpVersion: '1.1',
      remoteAddress: '127.0.0.1',
      scheme: 'http',
      via: 'local',
      trailers: [],
    });
    expect(request.headers.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'X-b=1',
      'host=h',
      'x-B=2',
      'X-B=3',
      'X-Latin=\xe9\xff',
      'X-Empty=',
      '__proto__=p',
      'constructor=c',
      'Connection=close',
    ]);
  });

  test('every one of 600 header fields', async () => {
    const { send } = await start();
    const fields = Array.from({ length: 600 }, (_, index) => `X-${index}: ${index}\r\n`).join('');
    await send(`GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n${fields}\r\n`);
    const { request, outcome } = await onlyStored();
    expect(request.headers).toHaveLength(602);
    expect(request.headers.at(-1)).toEqual({ name: 'X-599', value: '599' });
    expect(outcome).toMatchObject({ state: 'responded', status: 200 });
  });

  test('a chunked body with extensions, and its trailers', async () => {
    const { send } = await start();
    await send(
      'POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\nConnection: close\r\n\r\n' +
        '3;a=b\r\nabc\r\n004\r\n\x00\xff\r\n\r\n0\r\nT: v\r\nt: w\r\n\r\n',
    );
    const exchange = await onlyStored();
    expect(exchange.request.trailers).toEqual([
      { name: 'T', value: 'v' },
      { name: 't', value: 'w' },
    ]);
    expect(exchange.request.body).toMatchObject({ sizeBytes: 7, isTruncated: false });
    expect((await storedBody(store, exchange.id)).toString('latin1')).toBe('abc\x00\xff\r\n');
  });

  test('a compressed body, with its coding named and not undone', async () => {
    const { send } = await start();
    await send(
      'POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\ncontent-encoding: BR\r\nContent-Length: 2\r\nConnection: close\r\n\r\n\x1f\x8b',
    );
    const exchange = await onlyStored();
    expect(exchange.request.body.encoding).toBe('gzip, BR');
    expect([...(await storedBody(store, exchange.id))]).toEqual([0x1f, 0x8b]);
  });

  test('HTTP/1.0 without Host, absolute-form, and OPTIONS *', async () => {
    const { send, stored } = await start();
    await capture.addBin('forms');
    expect(await send('GET /a HTTP/1.0\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 .*Connection: close\r\n.*\r\n\r\n$/s,
    );
    await send('GET http://forms.localhost:1/x HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    await send('OPTIONS * HTTP/1.1\r\nHost: forms.localhost\r\nConnection: close\r\n\r\n');
    expect(stored.map(({ exchange }) => [exchange.request.httpVersion, exchange.request.target])).toEqual([
      ['1.0', '/a'],
      ['1.1', 'http://forms.localhost:1/x'],
      ['1.1', '*'],
    ]);
    expect(stored[1]?.exchange.binId).toBe(stored[2]?.exchange.binId);
    expect(stored[0]?.exchange.binId).toBe(capture.inbox.id);
  });

  test('an Upgrade request is captured and answered as any other', async () => {
    const { send } = await start();
    const answer = await send(
      'GET /ws HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*Connection: close/s);
    expect((await onlyStored()).request.target).toBe('/ws');
  });

  test('CONNECT is captured and answered 405', async () => {
    const { send } = await start();
    expect(await send('CONNECT db.internal:5432 HTTP/1.1\r\nHost: db\r\n\r\nhello')).toMatch(
      /^HTTP\/1\.1 405 Method Not Allowed\r\n/,
    );
    const exchange = await onlyStored();
    expect(exchange.request).toMatchObject({ method: 'CONNECT', target: 'db.internal:5432' });
    expect(exchange.outcome).toMatchObject({ state: 'responded', status: 405 });
    expect((await storedBody(store, exchange.id)).toString()).toBe('hello');
  });

  test('for any target, header list and body, what is read from the store is what was written to the socket', async () => {
    const { open } = await start();
    const latin1 = (from: number, to: number, except = '') =>
      fc
        .integer({ min: from, max: to })
        .map((code) => String.fromCharCode(code))
        .filter((char) => !except.includes(char));
    const token = fc.string({
      unit: fc.constantFrom(...Array.from("!#$%&'*+-.^_`|~09azAZ")),
      minLength: 1,
      maxLength: 12,
    });
    const fieldValue = fc
      .string({
        unit: fc.oneof(latin1(0x21, 0x7e), latin1(0x80, 0xff), fc.constantFrom(' ', '\t')),
        maxLength: 24,
      })
      .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));
    const ruled =
      /^(?:host|content-length|transfer-encoding|connection|upgrade|expect|trailer|te|proxy-connection)$/i;
    const headers = fc.array(
      fc.record({ name: token.filter((name) => !ruled.test(name)), value: fieldValue }),
      {
        maxLength: 12,
      },
    );
    const request = fc.record({
      method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'M-SEARCH'), token),
      path: fc.string({ unit: latin1(0x21, 0x7e, '#'), maxLength: 30 }),
      headers,
      body: fc.uint8Array({ maxLength: 3000 }),
      chunkBytes: fc.option(fc.integer({ min: 1, max: 700 }), { nil: undefined }),
      trailers: headers,
      cuts: fc.array(fc.nat(4000), { maxLength: 4 }),
    });
    const client = await open();
    await fc.assert(
      fc.asyncProperty(
        request.filter(({ method }) => method !== 'CONNECT' && method !== 'PRI'),
        async ({ method, path, headers, body, chunkBytes, trailers, cuts }) => {
          const before = capture.stored.length;
          const framing =
            chunkBytes === undefined
              ? { name: 'Content-Length', value: String(body.length) }
              : { name: 'Transfer-Encoding', value: 'chunked' };
          const sent = [{ name: 'Host', value: 'h' }, ...headers, framing];
          const lines = (list: typeof sent) =>
            list.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
          const parts = [Buffer.from(`${method} /${path} HTTP/1.1\r\n${lines(sent)}\r\n`, 'latin1')];
          if (chunkBytes === undefined) parts.push(Buffer.from(body));
          else {
            for (let at = 0; at < body.length; at += chunkBytes) {
              const chunk = body.subarray(at, at + chunkBytes);
              parts.push(
                Buffer.from(`${chunk.length.toString(16)}\r\n`),
                Buffer.from(chunk),
                Buffer.from('\r\n'),
              );
            }
            parts.push(Buffer.from(`0\r\n${lines(trailers)}\r\n`, 'latin1'));
          }
          const wire = Buffer.concat(parts);
          let at = 0;
          // Anywhere but inside the method: see findForeignStart.
          for (const cut of cuts
            .map((cut) => Math.max(cut % wire.length, method.length + 1))
            .sort((a, b) => a - b)) {
            client.write(wire.subarray(at, cut));
            at = cut;
            await new Promise(setImmediate);
          }
          client.write(wire.subarray(at));

          const record = (await capture.untilStored(before + 1))[before];
          const exchange = await store.getExchange(record?.exchange.id ?? '');
          expect(exchange?.request).toMatchObject({
            method,
            target: `/${path}`,
            headers: sent,
            trailers: chunkBytes === undefined ? [] : trailers,
          });
          expect(exchange?.outcome.state).toBe('responded');
          expect((await storedBody(store, exchange?.id ?? '')).equals(body)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  }, 30_000);
});
