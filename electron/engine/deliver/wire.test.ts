import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHeaderProblem, frameMessage } from '../../../shared/http/framing.ts';
import type { Header } from '../../../shared/model/header.ts';
import { systemClock } from '../clock.ts';
import { send } from './send.ts';
import { createMemoryBodies } from './testing/memory-bodies.ts';

interface Arrival {
  method: string;
  target: string;
  headers: Header[];
  trailers: Header[];
  body: Buffer;
}

/** A strict parser on a real socket, and all that it made of what came. */
let arrivals: Arrival[] = [];
let refusedCount = 0;
const server = createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    arrivals.push({
      method: request.method ?? '',
      target: request.url ?? '',
      headers: pairs(request.rawHeaders),
      trailers: pairs(request.rawTrailers),
      body: Buffer.concat(chunks),
    });
    response.end();
  });
});
server.maxHeadersCount = 0;
server.on('clientError', (_error, socket) => {
  refusedCount += 1;
  socket.destroy();
});
// These would make Node take a request out of HTTP: they count as arrivals of a kind that must not be.
for (const event of ['upgrade', 'connect', 'checkContinue', 'checkExpectation']) {
  server.on(event, (request: IncomingMessage) => {
    refusedCount += 1;
    request.socket.destroy();
  });
}
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

function pairs(raw: string[]): Header[] {
  return Array.from({ length: raw.length / 2 }, (_, at) => ({
    name: raw[2 * at] ?? '',
    value: raw[2 * at + 1] ?? '',
  }));
}

// eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream, with one chunk
async function* whole(body: Uint8Array) {
  yield body;
}

const framingNames = [
  'Content-Length',
  'Transfer-Encoding',
  'Connection',
  'Keep-Alive',
  'Proxy-Connection',
  'TE',
  'Trailer',
  'Upgrade',
  'Expect',
];
const recased = (name: string) =>
  fc.array(fc.boolean(), { minLength: name.length, maxLength: name.length }).map((upper) =>
    Array.from(name)
      .map((letter, at) => (upper[at] === true ? letter.toUpperCase() : letter.toLowerCase()))
      .join(''),
  );
const token = fc.string({
  unit: fc.constantFrom(...Array.from("!#$%&'*+-.^_`|~09azAZ")),
  minLength: 1,
  maxLength: 12,
});
const latin1 = fc
  .array(
    fc.oneof(fc.constant(0x09), fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff })),
    {
      maxLength: 30,
    },
  )
  // Blanks around a value are no part of it (RFC 9112 §5.1).
  .map((codes) => String.fromCharCode(...codes).replace(/^[ \t]+|[ \t]+$/g, ''));
const framingHeader = fc.record({
  name: fc.constantFrom(...framingNames).chain(recased),
  value: fc.oneof(
    fc.constantFrom(
      '0',
      '3',
      '-1',
      '+3',
      '0x3',
      '3, 3',
      '999999',
      'chunked',
      'gzip, chunked',
      'identity',
      'xchunked',
    ),
    fc.constantFrom(
      '100-continue',
      'close',
      'keep-alive',
      'h2c',
      'Upgrade',
      'X-Hop',
      'host',
      'content-length',
    ),
    latin1,
  ),
});
const plainHeader = fc.record({
  name: fc.oneof(token, fc.constantFrom('X-Hop', 'Cookie', 'cookie', '__proto__', 'constructor', 'Date')),
  value: latin1,
});
/** At most one: Node's server refuses two, as it should. */
const hostHeader = fc.record({
  name: recased('Host'),
  value: fc.constantFrom('shop.test', 'localhost:1', ''),
});

const message = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PURGE'),
  headers: fc
    .tuple(fc.array(fc.oneof(framingHeader, plainHeader), { maxLength: 12 }), fc.option(hostHeader), fc.nat())
    .map(([list, host, at]) => (host === null ? list : list.toSpliced(at % (list.length + 1), 0, host))),
  trailers: fc.array(fc.oneof(plainHeader, framingHeader), { maxLength: 3 }),
  // Bodies that read as another request, for whoever gets the length wrong.
  body: fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        '',
        '0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n',
        'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n',
      )
      .map((text) => Buffer.from(text)),
  ),
  isHostRewritten: fc.boolean(),
});

const isPlain =
  (headers: readonly Header[]) =>
  ({ name }: Header): boolean => {
    const field = name.toLowerCase();
    const named = headers
      .filter((header) => header.name.toLowerCase() === 'connection')
      .flatMap(({ value }) => value.split(',').map((option) => option.trim().toLowerCase()));
    return (
      field !== 'host' && !framingNames.some((name) => name.toLowerCase() === field) && !named.includes(field)
    );
  };

describe('any message', () => {
  it('reaches a strict parser as exactly one request, all else unchanged', async () => {
    const { port } = server.address() as AddressInfo;
    const authority = `127.0.0.1:${port}`;
    await fc.assert(
      fc.asyncProperty(message, async ({ method, headers, trailers, body, isHostRewritten }) => {
        expect(findHeaderProblem([...headers, ...trailers])).toBeUndefined();
        arrivals = [];
        refusedCount = 0;
        const framed = frameMessage({
          method,
          headers,
          trailers,
          bodyBytes: body.length,
          authority,
          isHostRewritten,
        });
        const result = await send(
          {
            method,
            url: { scheme: 'http', host: '127.0.0.1', port, target: '/x/../y?%zz' },
            ...framed,
            ...(body.length === 0 ? {} : { body: { sizeBytes: body.length, open: () => whole(body) } }),
            timeoutMs: 5000,
            isCertificateChecked: true,
          },
          { clock: systemClock, store: createMemoryBodies(1024) },
        );
        expect(result.failure).toBeUndefined();
        expect(refusedCount).toBe(0);
        expect(arrivals).toHaveLength(1);
        const [arrival] = arrivals;
        expect(arrival).toMatchObject({ method, target: '/x/../y?%zz' });
        expect(arrival?.body).toEqual(body);
        expect(arrival?.headers).toEqual(framed.headers);
        expect(arrival?.headers.filter(isPlain(headers))).toEqual(headers.filter(isPlain(headers)));
        expect(arrival?.trailers).toEqual(framed.trailers);
      }),
      { numRuns: 1000 },
    );
  }, 60_000);
});
