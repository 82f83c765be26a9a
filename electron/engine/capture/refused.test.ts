import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../shared/model/exchange.ts';
import type { Store } from '../ports.ts';
import { startCapture, type CaptureHarness } from './testing/capture-harness.ts';
import { openTestStore, storedBody } from './testing/test-store.ts';

let store: Store;
let capture: CaptureHarness;

beforeAll(async () => {
  ({ store } = await openTestStore());
});
beforeEach(async () => {
  capture = await startCapture(store, { limits: { headMs: 2000, checkMs: 50, drainMs: 500 } });
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

const GET = 'GET /inbox HTTP/1.1\r\nHost: h\r\nConnection: close\r\n';
const POST = 'POST /inbox HTTP/1.1\r\nHost: h\r\nConnection: close\r\n';
const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n\r\n`;

/** What becomes of bytes: `status` is that of the answer; `reason` where the exchange failed. */
type Verdict = { status: number; reason?: Extract<Outcome, { state: 'failed' }>['reason'] };
const refused: Verdict = { status: 400, reason: 'malformed' };
const captured: Verdict = { status: 200 };
/** Taken by the parser of older runtimes (llhttp 8, as in Electron 33), refused by that of newer ones. */
const either: Verdict = { status: 0 };
/** The bytes are not the whole of a request: the sender ends there. */
const cutOff: Verdict = { status: 400, reason: 'aborted' };

/** Requests that break RFC 9112 or go to its edges, each with the section it is about. */
const cases: [string, string, Verdict][] = [
  // §2.2 message parsing
  ['lines that end with a bare LF', 'GET /inbox HTTP/1.1\nHost: h\n\n', refused],
  ['a bare LF after one header', 'GET /inbox HTTP/1.1\r\nHost: h\nX: 1\r\n\r\n', refused],
  ['a bare CR inside a header value', `${GET}X: a\rb\r\n\r\n`, refused],
  ['a bare CR after the request line', 'GET /inbox HTTP/1.1\rHost: h\r\n\r\n', refused],
  ['empty lines before the request', `\r\n\r\n${GET}\r\n`, captured],
  ['white space before the first header', 'GET /inbox HTTP/1.1\r\n Host: h\r\n\r\n', refused],
  ['a NUL in a header value', `${GET}X: a\0b\r\n\r\n`, refused],
  ['a NUL in a header name', `${GET}X\0: a\r\n\r\n`, refused],
  ['a NUL in the target', 'GET /in\0box HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['only NULs', '\0'.repeat(20), refused],
  ['only line ends, then nothing', '\r\n\r\n\r\n', cutOff],
  // §3 request line
  ['no version', 'GET /inbox\r\nHost: h\r\n\r\n', captured],
  ['no target', 'GET HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['no method', '/inbox HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['only a method', 'GET\r\n\r\n', refused],
  ['two spaces before the target', 'GET  /inbox HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n', captured],
  ['a space in the target', 'GET /in box HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['a tab in the request line', 'GET\t/inbox HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['a space after the version', 'GET /inbox HTTP/1.1 \r\nHost: h\r\n\r\n', refused],
  ['version HTTP/1.2', 'GET /inbox HTTP/1.2\r\nHost: h\r\n\r\n', refused],
  ['version HTTP/3.0', 'GET /inbox HTTP/3.0\r\nHost: h\r\n\r\n', refused],
  ['version HTTP/11', 'GET /inbox HTTP/11\r\nHost: h\r\n\r\n', refused],
  ['version http/1.1', 'GET /inbox http/1.1\r\nHost: h\r\n\r\n', refused],
  ['another protocol', 'GET /inbox FTP/1.1\r\nHost: h\r\n\r\n', refused],
  ['RTSP', 'DESCRIBE rtsp://h/x RTSP/1.0\r\nCSeq: 1\r\n\r\n', captured],
  ['raw bytes beyond ASCII in the target', 'GET /\xe4\xff HTTP/1.1\r\nHost: h\r\n\r\n', either],
  ['a method of 65 characters', `${'X'.repeat(65)} /inbox HTTP/1.1\r\nHost: h\r\n\r\n`, refused],
  ['a method with a separator', 'GE(T /inbox HTTP/1.1\r\nHost: h\r\n\r\n', refused],
  // §3.2 Host
  ['no Host', 'GET /inbox HTTP/1.1\r\nConnection: close\r\n\r\n', refused],
  ['no Host in HTTP/1.0', 'GET /inbox HTTP/1.0\r\n\r\n', captured],
  ['two Hosts', 'GET /inbox HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', refused],
  ['two equal Hosts', 'GET /inbox HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n', refused],
  ['an empty Host', 'GET /inbox HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n', captured],
  // §5 fields
  ['a space before the colon', 'GET /inbox HTTP/1.1\r\nHost : h\r\n\r\n', refused],
  ['a folded line', `${GET}X: a\r\n b\r\n\r\n`, refused],
  ['a line folded with a tab', `${GET}X: a\r\n\tb\r\n\r\n`, refused],
  ['a header without a colon', `${GET}X\r\n\r\n`, refused],
  ['a header without a name', `${GET}: x\r\n\r\n`, either],
  ['a space in a header name', `${GET}X Y: x\r\n\r\n`, either],
  ['a name beyond ASCII', `${GET}X\xe9: x\r\n\r\n`, refused],
  ['a DEL in a value', `${GET}X: a\x7fb\r\n\r\n`, refused],
  ['an escape character in a value', `${GET}X: a\x1b[2Jb\r\n\r\n`, refused],
  ['a __proto__ header', `${GET}__proto__: x\r\n\r\n`, captured],
  [
    'constructor, prototype and toString headers',
    `${GET}constructor: x\r\nprototype: y\r\ntoString: z\r\n\r\n`,
    captured,
  ],
  [
    '600 headers',
    `${GET}${Array.from({ length: 600 }, (_, n) => `X-${n}: ${n}\r\n`).join('')}\r\n`,
    captured,
  ],
  [
    '6,000 headers',
    `${GET}${Array.from({ length: 6000 }, (_, n) => `X-${n}: ${n}\r\n`).join('')}\r\n`,
    { status: 431, reason: 'header_overflow' },
  ],
  ['a header of 40 KB', `${GET}X: ${'x'.repeat(40_000)}\r\n\r\n`, { status: 431, reason: 'header_overflow' }],
  [
    'a header name of 40 KB',
    `${GET}${'x'.repeat(40_000)}: 1\r\n\r\n`,
    { status: 431, reason: 'header_overflow' },
  ],
  [
    'a target of 40 KB',
    `GET /inbox/${'x'.repeat(40_000)} HTTP/1.1\r\nHost: h\r\n\r\n`,
    { status: 431, reason: 'header_overflow' },
  ],
  [
    'a header of 1 MB',
    `${GET}X: ${'x'.repeat(1_000_000)}\r\n\r\n`,
    { status: 431, reason: 'header_overflow' },
  ],
  // §6 message body
  [
    'Content-Length beside Transfer-Encoding',
    `${POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    refused,
  ],
  [
    'Transfer-Encoding beside Content-Length',
    `${POST}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
    refused,
  ],
  ['two different Content-Lengths', `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`, refused],
  ['two equal Content-Lengths', `${POST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`, refused],
  ['a list of Content-Lengths', `${POST}Content-Length: 3, 3\r\n\r\nabc`, refused],
  ['a negative Content-Length', `${POST}Content-Length: -3\r\n\r\nabc`, refused],
  ['a Content-Length with a plus', `${POST}Content-Length: +3\r\n\r\nabc`, refused],
  ['a hexadecimal Content-Length', `${POST}Content-Length: 0x3\r\n\r\nabc`, refused],
  ['a Content-Length beyond 64 bits', `${POST}Content-Length: 99999999999999999999\r\n\r\nabc`, refused],
  ['an empty Content-Length', `${POST}Content-Length:\r\n\r\n`, refused],
  ['a body on GET', `${GET}Content-Length: 3\r\n\r\nabc`, captured],
  ['a POST without length', `${POST}\r\n`, captured],
  ['a body shorter than announced', `${POST}Content-Length: 9\r\n\r\nabc`, cutOff],
  ['an unknown Transfer-Encoding', `${POST}Transfer-Encoding: zip\r\n\r\nabc`, refused],
  ['chunked that is not last', `${POST}Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n`, refused],
  [
    'Transfer-Encoding twice',
    `${POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`,
    refused,
  ],
  ['a disguised Transfer-Encoding', `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`, refused],
  // §7 chunked
  ['a chunk size that is no number', `${CHUNKED}zz\r\nabc\r\n`, refused],
  ['a negative chunk size', `${CHUNKED}-1\r\nabc\r\n`, refused],
  ['a chunk size beyond 64 bits', `${CHUNKED}fffffffffffffffff\r\nabc\r\n`, refused],
  ['a chunk longer than its size', `${CHUNKED}2\r\nabc\r\n0\r\n\r\n`, refused],
  ['a chunk size line that ends with a bare LF', `${CHUNKED}3\nabc\r\n0\r\n\r\n`, refused],
  ['chunk extensions of 100 KB', `${CHUNKED}3;${'x'.repeat(100_000)}\r\nabc\r\n0\r\n\r\n`, refused],
  ['chunks that never end', `${CHUNKED}3\r\nabc\r\n`, cutOff],
  ['a trailer without a colon', `${CHUNKED}0\r\nbad trailer\r\n\r\n`, refused],
  // other protocols
  ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', refused],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', refused],
  ['an SSH client', 'SSH-2.0-OpenSSH_9.2\r\n', refused],
  ['JSON without HTTP', '{"event":"x"}', refused],
  ['a head that breaks off', 'POST /inbox HTTP/1.1\r\nHost: h\r\nContent-', cutOff],
  ['a method that breaks off', 'POS', cutOff],
  // two requests in one packet, the second of them broken
  [
    'a good request before a bad one',
    'GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nHost : h\r\n\r\n',
    refused,
  ],
];

describe('a strange request leaves a record and an answer', () => {
  test.each(cases)('%s', async (_, bytes, { status, reason }) => {
    const client = await capture.open();
    client.write(bytes);
    client.finish();
    const answer = await client.closed();
    const answered = Number(/.*HTTP\/1\.1 (\d+)/s.exec(answer)?.[1]);
    if (status === 0) expect([200, 400]).toContain(answered);
    else expect(answered).toBe(status);
    const records = await capture.untilStored(bytes.startsWith('GET /1 ') ? 2 : 1);
    const { exchange } = records.at(-1) ?? expect.unreachable();
    expect(exchange.outcome).toMatchObject({
      ...(reason === undefined ? {} : { reason }),
      state: answered === 200 ? 'responded' : 'failed',
      status: answered,
    });
    if (exchange.outcome.state === 'failed') expect(exchange.outcome.message).toMatch(/^[A-Z].*\.$/);
    expect(await store.getExchange(exchange.id)).toEqual(exchange);
    // The listener is as well as before.
    expect(await capture.send(`${GET}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('the record of a refused request', () => {
  const only = async () => (await capture.untilStored(1))[0]?.exchange ?? expect.unreachable();
  const message = ({ outcome }: { outcome: Outcome }) =>
    outcome.state === 'failed' ? outcome.message : undefined;

  test('is in the bin that was addressed, with method, target, headers and first bytes', async () => {
    const bin = await capture.addBin('broken');
    const bytes = 'PUT /broken/x?y HTTP/1.1\r\nHost: h\r\nBad\0Header: 1\r\n\r\n';
    await capture.send(bytes);
    const exchange = await only();
    expect(exchange).toMatchObject({
      binId: bin.id,
      request: {
        method: 'PUT',
        target: '/broken/x?y',
        httpVersion: '1.1',
        headers: [
          { name: 'Host', value: 'h' },
          { name: 'Bad\0Header', value: '1' },
        ],
        body: { sizeBytes: bytes.length, isTruncated: false },
        remoteAddress: '127.0.0.1',
      },
    });
    expect((await storedBody(store, exchange.id)).toString('latin1')).toBe(bytes);
  });

  test('is in Inbox when nobody can tell whom it was for', async () => {
    await capture.send('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
    const exchange = await only();
    expect(exchange.binId).toBe(capture.inbox.id);
    expect(message(exchange)).toBe(
      'This looks like HTTPS sent to the HTTP port; use a URL that begins with http://.',
    );
  });

  test('keeps no more than 4 KiB, and says so', async () => {
    await capture.send(`GET /inbox HTTP/1.1\r\nHost: h\r\nX: ${'x'.repeat(90_000)}\r\n\r\n`);
    const exchange = await only();
    expect(exchange.request.target).toBe('/inbox');
    expect(exchange.request.body).toMatchObject({ sizeBytes: 4096, isTruncated: true });
  });

  test('keeps what came of a body before a bad chunk', async () => {
    await capture.send(`${CHUNKED}3\r\nabc\r\nnonsense\r\n`);
    const exchange = await only();
    expect(message(exchange)).toBe('The size of a chunk is not a hexadecimal number.');
    expect((await storedBody(store, exchange.id)).toString()).toBe('abc');
  });

  test('comes after the good request before it in the same packet', async () => {
    await capture.send('GET /1 HTTP/1.1\r\nHost: h\r\n\r\nGET /2 HTTP/1.1\r\nBad\0Header: x\r\n\r\n');
    const records = await capture.untilStored(2);
    expect(records.map(({ exchange }) => [exchange.request.target, exchange.outcome.state])).toEqual([
      ['/1', 'responded'],
      ['/2', 'failed'],
    ]);
  });

  test('is answered even when it can’t be stored', async () => {
    await capture.close();
    capture = await startCapture({ ...store, appendExchange: () => Promise.reject(new Error('full')) });
    expect(await capture.send('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(capture.refused).toHaveLength(1);
  });
});
