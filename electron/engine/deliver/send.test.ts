import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { frameMessage } from '../../../shared/http/framing.ts';
import { authorityOf, splitUrl } from '../../../shared/http/url.ts';
import type { Header } from '../../../shared/model/header.ts';
import { systemClock } from '../clock.ts';
import { StoreUnavailable } from '../ports.ts';
import { send, type SendDeps, type SendRequest, type SendResult } from './send.ts';
import { selfSigned } from './testing/certificates.ts';
import { createMemoryBodies } from './testing/memory-bodies.ts';
import { answering, startRawServer, type RawServer, type RawServerOptions } from './testing/raw-server.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function raw(options: RawServerOptions): Promise<RawServer> {
  const server = await startRawServer(options);
  servers.push(server);
  return server;
}

interface Message {
  method?: string;
  headers?: Header[];
  trailers?: Header[];
  body?: Uint8Array | undefined;
  timeoutMs?: number;
  isCertificateChecked?: boolean;
  signal?: AbortSignal;
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

function sendTo(url: string, message: Message = {}, deps: Partial<SendDeps> = {}): Promise<SendResult> {
  const split = splitUrl(url);
  if ('problem' in split) throw new Error(split.problem);
  const { method = 'POST', body, headers = [], trailers = [], ...rest } = message;
  const framed = frameMessage({
    method,
    headers,
    trailers,
    bodyBytes: body?.length ?? 0,
    authority: authorityOf(split),
    isHostRewritten: false,
  });
  const outgoing: SendRequest = {
    method,
    url: split,
    ...framed,
    timeoutMs: 10_000,
    isCertificateChecked: true,
    ...(body === undefined ? {} : { body: { sizeBytes: body.length, open: () => chunksOf(body) } }),
    ...rest,
  };
  return send(outgoing, { clock: systemClock, store: createMemoryBodies(256 * 1024), ...deps });
}

// eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream
async function* chunksOf(bytes: Uint8Array, sizeBytes = 1024 * 1024) {
  for (let from = 0; from < bytes.length; from += sizeBytes) yield bytes.subarray(from, from + sizeBytes);
}

const sumOfPhases = ({ timings: { totalMs, ...phases } }: SendResult) => ({
  totalMs,
  sumMs: Object.values(phases).reduce<number>((sum, ms) => sum + (ms ?? 0), 0),
});

describe('what goes out', () => {
  it('is the request line and header list exactly: order, case, duplicates, Latin-1', async () => {
    const server = await raw({ onData: answering(ok) });
    const headers = [
      { name: 'x-B', value: 'caf\u00e9' },
      { name: 'X-a', value: '1' },
      { name: 'X-b', value: '2' },
      { name: 'COOKIE', value: 'a=1' },
      { name: 'cookie', value: 'b=2' },
      { name: 'Empty', value: '' },
      { name: '__proto__', value: 'x' },
      { name: 'Date', value: 'never' },
      { name: 'User-Agent', value: 'Stripe/1.0' },
      { name: 'X-a', value: '1' },
    ];
    const target = '/./a/../b//%7e?q=%zz&&x=caf\u00e9|"<>';
    await sendTo(`http://127.0.0.1:${server.port}${target}#cut`, { method: 'PuRgE', headers });
    expect(server.received()).toBe(
      `PuRgE ${target} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n` +
        headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('') +
        'Content-Length: 0\r\nConnection: close\r\n\r\n',
    );
  });

  it.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'])(
    'has no framing for a %s without a body',
    async (method) => {
      const server = await raw({ onData: answering('HTTP/1.1 204 No Content\r\n\r\n') });
      await sendTo(`http://127.0.0.1:${server.port}/`, { method });
      expect(server.received()).toBe(
        `${method} / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
      );
    },
  );

  it('carries trailers after a chunked body', async () => {
    const server = await raw({ onData: answering(ok) });
    await sendTo(`http://127.0.0.1:${server.port}/`, {
      body: Buffer.from('abc'),
      trailers: [{ name: 'X-Sum', value: 'caf\u00e9' }],
    });
    const received = await server.until((text) => text.includes('\r\n0\r\n'));
    expect(received).toContain('\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n');
    expect(received.endsWith('3\r\nabc\r\n0\r\nX-Sum: caf\u00e9\r\n\r\n')).toBe(true);
  });

  it('reaches a virtual host under .localhost', async () => {
    const server = await raw({ onData: answering(ok), host: 'localhost' });
    const { response } = await sendTo(`http://eshop.localhost:${server.port}/`);
    expect(response?.status).toBe(200);
    expect(server.received()).toContain(`Host: eshop.localhost:${server.port}\r\n`);
  });

  it('finds a server that listens on 127.0.0.1 only behind the name localhost', async () => {
    const server = await raw({ onData: answering(ok) });
    const result = await sendTo(`http://localhost:${server.port}/`);
    expect(result.remoteAddress).toBe(`127.0.0.1:${server.port}`);
    expect(result.timings.dnsMs).toBeGreaterThanOrEqual(0);
  });
});

describe('what comes back', () => {
  it('is kept as sent: status text, header order and case, trailers, version', async () => {
    const server = await raw({
      onData: answering(
        'HTTP/1.0 299 Fine caf\u00e9\r\nx-B: 2\r\nSet-Cookie: a\r\nX-b: 1\r\nset-cookie: b\r\n\r\n{"a":1}',
      ),
    });
    const { response, bytes, failure } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(failure).toBeUndefined();
    expect(response).toEqual({
      status: 299,
      statusText: 'Fine caf\u00e9',
      httpVersion: '1.0',
      headers: [
        { name: 'x-B', value: '2' },
        { name: 'Set-Cookie', value: 'a' },
        { name: 'X-b', value: '1' },
        { name: 'set-cookie', value: 'b' },
      ],
      trailers: [],
      body: {
        sizeBytes: 7,
        sha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
        isTruncated: false,
        content: { text: '{"a":1}' },
      },
    });
    expect(bytes).toEqual({ kind: 'inline', bytes: Buffer.from('{"a":1}') });
  });

  it('follows no redirect and undoes no coding', async () => {
    const server = await raw({
      onData: answering(
        Buffer.from(
          'HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b',
          'latin1',
        ),
      ),
    });
    const { response } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(response?.status).toBe(302);
    expect(response?.body).toMatchObject({ encoding: 'gzip', content: { base64: 'H4s=' } });
    expect(server.received().match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('skips interim responses and takes trailers', async () => {
    const server = await raw({
      onData: answering(
        'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n' +
          'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n2\r\nok\r\n0\r\nT: 1\r\n\r\n',
      ),
    });
    const { response } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(response).toMatchObject({
      status: 200,
      trailers: [{ name: 'T', value: '1' }],
      body: { content: { text: 'ok' } },
    });
  });

  it('has no body after HEAD, whatever length is announced', async () => {
    const server = await raw({ onData: answering('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n') });
    const { response, failure } = await sendTo(`http://127.0.0.1:${server.port}/`, { method: 'HEAD' });
    expect(failure).toBeUndefined();
    expect(response?.body).toMatchObject({ sizeBytes: 0, isTruncated: false });
  });

  it.each([
    ['CONNECT', 'HTTP/1.1 200 Connected\r\n\r\n', 200],
    ['POST', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n\x00\x01', 101],
  ])('ends where HTTP ends: %s', async (method, answer, status) => {
    const server = await raw({ onData: answering(answer, false) });
    const { response, failure } = await sendTo(`http://127.0.0.1:${server.port}/`, { method });
    expect(failure).toBeUndefined();
    expect(response).toMatchObject({ status, body: { sizeBytes: 0 } });
  });

  it('keeps more headers than Node does by itself', async () => {
    const many = Array.from({ length: 5000 }, (_, at) => `h${at}: ${at}\r\n`).join('');
    const server = await raw({ onData: answering(`HTTP/1.1 200 OK\r\n${many}Content-Length: 0\r\n\r\n`) });
    const { response } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(response?.headers).toHaveLength(5001);
  });

  it('goes to a file when it is large, and is cut at the limit', async () => {
    const body = 'x'.repeat(3 * 1024 * 1024);
    const server = await raw({
      onData: answering(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    });
    const store = createMemoryBodies(256 * 1024);
    const whole = await sendTo(`http://127.0.0.1:${server.port}/`, {}, { store });
    expect(whole.response?.body).toMatchObject({ sizeBytes: body.length, isTruncated: false });
    expect(whole.response?.body).not.toHaveProperty('content');
    expect(whole.bytes).toMatchObject({ kind: 'file', sizeBytes: body.length });
    expect(store.files.has(whole.response?.body.sha256 ?? '')).toBe(true);

    const cut = await sendTo(`http://127.0.0.1:${server.port}/`, {}, { responseLimitBytes: 1_000_000 });
    expect(cut.response?.body).toMatchObject({ sizeBytes: 1_000_000, isTruncated: true });
    expect(cut.failure).toBeUndefined();
  });

  it('keeps what came of a response that breaks off, and says so', async () => {
    const server = await raw({ onData: answering('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf') });
    const { response, failure } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(response?.body).toMatchObject({ sizeBytes: 4, isTruncated: true, content: { text: 'half' } });
    expect(failure).toMatchObject({
      code: 'reset',
      message: expect.stringContaining('before its response was complete') as string,
    });
  });

  it('keeps what came before broken chunking', async () => {
    const server = await raw({
      onData: answering('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\nzz\r\n'),
    });
    const { response, failure } = await sendTo(`http://127.0.0.1:${server.port}/`);
    expect(response?.body).toMatchObject({ isTruncated: true, content: { text: 'half' } });
    expect(failure?.code).toBe('protocol');
  });

  it('says so when the store takes no reply', async () => {
    const body = 'x'.repeat(300 * 1024);
    const server = await raw({
      onData: answering(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    });
    const store = createMemoryBodies(256 * 1024, new StoreUnavailable('The disk is full.'));
    const { response, failure } = await sendTo(`http://127.0.0.1:${server.port}/`, {}, { store });
    expect(response).toBeUndefined();
    expect(failure).toMatchObject({
      code: 'other',
      message: 'The reply could not be stored. The disk is full.',
    });
    expect(store.discardedCount).toBe(1);
  });
});

describe('early responses', () => {
  it('are read although the server takes no more of the request', async () => {
    const server = await raw({
      isForgetful: true,
      onConnection: (socket) => {
        socket.once('data', () => {
          socket.end('HTTP/1.1 413 Payload Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig');
          socket.pause();
        });
      },
    });
    const { response } = await sendTo(`http://127.0.0.1:${server.port}/`, {
      body: Buffer.alloc(20 * 1024 * 1024),
    });
    expect(response).toMatchObject({ status: 413, body: { content: { text: 'big' } } });
  });

  it('may trickle in while the request is still on its way', async () => {
    let sentBytes = 0;
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-length': '4' }).write('ea');
      request.on('data', (chunk: Buffer) => (sentBytes += chunk.length));
      request.on('end', () => response.end('ly'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
    const body = Buffer.alloc(8 * 1024 * 1024);
    const result = await sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, { body });
    expect(result.response).toMatchObject({ status: 200, body: { content: { text: 'ealy' } } });
    expect(sentBytes).toBe(body.length);
    expect(result.timings.downloadMs).toBeGreaterThan(0);
  });
});

describe('timings', () => {
  it('has no dns for an address and no tls for http; phases add up to the total', async () => {
    const server = await raw({ onData: answering(ok) });
    const result = await sendTo(`http://127.0.0.1:${server.port}/`, { body: Buffer.from('abc') });
    expect(Object.keys(result.timings).sort()).toEqual([
      'connectMs',
      'downloadMs',
      'firstByteMs',
      'sendMs',
      'totalMs',
    ]);
    const { sumMs, totalMs } = sumOfPhases(result);
    expect(sumMs).toBeLessThanOrEqual(totalMs + 1e-6);
    expect(sumMs).toBeGreaterThan(totalMs * 0.5);
  });

  it('has all phases over TLS by name', async () => {
    const server = await raw({ onData: answering(ok), tls: selfSigned });
    const result = await sendTo(`https://localhost:${server.port}/`, { isCertificateChecked: false });
    expect(result.response?.status).toBe(200);
    expect(Object.keys(result.timings).sort()).toEqual([
      'connectMs',
      'dnsMs',
      'downloadMs',
      'firstByteMs',
      'sendMs',
      'tlsMs',
      'totalMs',
    ]);
  });
});
