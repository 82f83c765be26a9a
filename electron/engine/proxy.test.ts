import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, createSecureServer as createHttp2TlsServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput, CommandValue } from '../../shared/ipc/contract.ts';
import { ForwardRule } from '../../shared/model/forward-rule.ts';
import { selfSigned } from './deliver/testing/certificates.ts';
import { answering, startRawServer } from './deliver/testing/raw-server.ts';
import { openRaw } from './capture/testing/raw-client.ts';
import { siteText, startApache, type Apache } from './testing/apache.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** Forward rules of mode `proxy`, in the whole engine, with real servers behind them. */

let engine: EngineHarness;
let binId: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  engine = await openEngine();
  ({ id: binId } = await engine.call('bins.create', { name: 'Shop', slug: 'shop' }));
});
afterAll(() => engine.close());
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

type RuleInput = NonNullable<CommandInput<'bins.update'>['forwards']>[number];

const setRules = (...rules: Partial<RuleInput>[]) =>
  engine.call('bins.update', {
    id: binId,
    forwards: rules.map((rule, index) => ({
      id: `fwd_${index}`,
      name: 'Local code',
      mode: 'proxy',
      url: 'http://127.0.0.1:9',
      ...rule,
    })),
  });

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    if ('closeAllConnections' in server)
      (server as unknown as { closeAllConnections(): void }).closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
const serve = (listener: Listener) => listen(createServer(listener));

interface Got {
  status: number;
  headers: IncomingMessage['headers'];
  raw: string[];
  text: string;
  trailers: IncomingMessage['trailers'];
}
type StoredExchange = CommandValue<'exchanges.get'>;

function send(
  path: string,
  {
    method = 'POST',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
): Promise<Got> {
  const { hostname, port } = new URL(engine.engine.captureUrl);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path, method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          raw: response.rawHeaders,
          text,
          trailers: response.trailers,
        }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The newest exchange, once `isEnough` holds: its sender has the reply a moment before all is stored. */
async function newest(isEnough: (exchange: StoredExchange) => boolean = isSettled) {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const dispose = engine.engine.subscribe(() => {
        dispose();
        resolve();
      });
    });
    const { items } = await engine.call('exchanges.list', { binId, limit: 1 });
    const exchange = await engine.call('exchanges.get', { id: items[0]?.id ?? '' });
    if (isEnough(exchange)) return exchange;
    await changed;
  }
}
const isSettled = ({ outcome, deliveries }: StoredExchange) =>
  outcome.state !== 'pending' && deliveries.every(({ status }) => status !== 'pending');

async function newestDelivery() {
  const { deliveries } = await newest();
  return engine.call('deliveries.get', { id: deliveries[0]?.id ?? '' });
}

describe('virtual hosts of Apache', () => {
  let apache: Apache;
  beforeAll(async () => {
    apache = await startApache(['www.localhost', 'eshop.localhost']);
  });
  afterAll(() => apache.close());

  it('get the request that is rewritten to them, and their reply reaches the sender', async () => {
    await setRules({ url: `http://127.0.0.1:${apache.port}`, hostHeader: 'eshop.localhost' });
    const got = await send('/shop/cart?x=1', { method: 'GET', headers: { Host: 'demo.ngrok.app' } });
    expect([got.status, got.text]).toEqual([200, siteText('eshop.localhost')]);
    expect(got.headers['server']).toContain('Apache');
    expect((await apache.requests(1)).at(-1)).toBe('eshop.localhost eshop.localhost GET /cart?x=1 200');
    expect(await newest()).toMatchObject({
      outcome: { state: 'responded', status: 200, body: { text: siteText('eshop.localhost') } },
      answered: { by: 'forward', id: 'fwd_0' },
      deliveries: [{ trigger: 'forward', status: 'responded', responseStatus: 200, forwardRuleId: 'fwd_0' }],
    });
  });

  it('are missed without the rewrite, and found by the name in the URL with it', async () => {
    await setRules({ url: `http://127.0.0.1:${apache.port}` });
    expect((await send('/shop/', { headers: { Host: 'demo.ngrok.app' } })).text).toBe(
      siteText('www.localhost'),
    );
    await setRules({ url: `http://eshop.localhost:${apache.port}`, hostHeader: 'rewrite' });
    expect((await send('/shop/', { headers: { Host: 'demo.ngrok.app' } })).text).toBe(
      siteText('eshop.localhost'),
    );
  });
});

describe('a reply', () => {
  it('is streamed: the sender has its first part while the destination holds the second back', async () => {
    let finish: () => void = () => undefined;
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('first,');
      finish = () => response.end('second');
    });
    await setRules({ url: `http://127.0.0.1:${port}` });
    const client = await openRaw(Number(new URL(engine.engine.captureUrl).port));
    client.write('GET /shop/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    let seen = '';
    await new Promise<void>((resolve) => {
      client.socket.on('data', (chunk: Buffer) => {
        seen += chunk.toString();
        if (seen.includes('first,')) resolve();
      });
    });
    expect(seen).not.toContain('second');
    expect((await newest(() => true)).outcome.state).toBe('pending');
    finish();
    expect(await client.closed()).toContain('second');
  });

  it('larger than memory should hold passes whole; its outcome keeps the first part', async () => {
    const size = 3 * 1024 * 1024;
    const port = await serve((_request, response) => response.end('x'.repeat(size)));
    await setRules({ url: `http://127.0.0.1:${port}` });
    expect((await send('/shop/')).text).toHaveLength(size);
    const { outcome } = await newest();
    expect(outcome).toMatchObject({ state: 'responded', bodySizeBytes: size });
    expect('body' in outcome && 'text' in outcome.body && outcome.body.text.length).toBe(256 * 1024);
    expect((await newestDelivery()).attempts[0]?.response?.body.sizeBytes).toBe(size);
  });

  it('keeps status, order, case and duplicates of its headers, without those of the connection', async () => {
    const server = await startRawServer({
      onData: answering(
        'HTTP/1.1 299 Fine By Me\r\nX-b: 1\r\nSet-Cookie: a=1\r\nKeep-Alive: timeout=5\r\nX-Hop: 1\r\nSet-Cookie: b=2\r\nConnection: close, x-hop\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 7\r\nHost: evil\r\n\r\n',
      ),
    });
    closers.push(() => server.close());
    await setRules({ url: `http://127.0.0.1:${server.port}` });
    const got = await send('/shop/');
    expect([got.status, got.text]).toEqual([299, 'ok']);
    expect(got.raw.slice(0, 10)).toEqual([
      ...['X-b', '1', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
      ...['Date', 'Mon, 01 Jan 2024 00:00:00 GMT', 'Trailer', 'X-Sum'],
    ]);
    expect(got.raw).not.toContain('X-Hop');
    expect(got.raw).not.toContain('Keep-Alive');
    expect(got.trailers).toEqual({ 'x-sum': '7' });
  });

  it.each([
    ['HEAD', 200, { 'Content-Length': '120' }],
    ['GET', 204, {}],
    ['GET', 304, { ETag: '"a"' }],
  ])('to %s with %i has no body, and the connection goes on', async (method, status, headers) => {
    const port = await serve((_request, response) => response.writeHead(status, headers).end());
    await setRules({ url: `http://127.0.0.1:${port}` });
    const client = await openRaw(Number(new URL(engine.engine.captureUrl).port));
    client.write(`${method} /shop/ HTTP/1.1\r\nHost: a\r\n\r\n`);
    client.write('GET /shop/again HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    const text = await client.closed();
    expect(text.split(`HTTP/1.1 ${status} `)).toHaveLength(3);
    if (method === 'HEAD') expect(text).toContain('Content-Length: 120\r\n');
    if (status === 204) expect(text).not.toContain('Content-Length');
  });

  it('may be preceded by early hints', async () => {
    const port = await serve((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.end('ok');
    });
    await setRules({ url: `http://127.0.0.1:${port}` });
    const client = await openRaw(Number(new URL(engine.engine.captureUrl).port));
    client.write('GET /shop/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 103 .*rel=preload.*HTTP\/1\.1 200 /s);
  });

  it('that breaks off is broken off for the sender, too', async () => {
    const port = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('part', () => response.destroy());
    });
    await setRules({ url: `http://127.0.0.1:${port}` });
    await expect(send('/shop/')).rejects.toThrow();
    expect(await newest()).toMatchObject({
      outcome: { state: 'failed', reason: 'reply_aborted', status: 200 },
      deliveries: [{ failureCode: 'reset' }],
    });
  });
});

describe('what goes to the destination', () => {
  it('is the request as captured, its path mapped, and who sent it', async () => {
    const server = await startRawServer({
      onData: answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    });
    closers.push(() => server.close());
    await setRules({
      url: `http://127.0.0.1:${server.port}/base?key=1`,
      path: { replace: [{ from: '/hooks', to: '/api' }] },
      headerEdits: [
        { kind: 'set', name: 'x-env', value: 'dev' },
        { kind: 'add', name: 'X-Extra', value: '1' },
        { kind: 'remove', name: 'X-Secret' },
      ],
    });
    await send('/shop/hooks/paid?b=2', {
      headers: {
        Host: 'hooks.example:8080',
        'X-Env': 'live',
        'x-Twice': ['1', '2'],
        'X-Secret': 's',
        'X-Forwarded-For': '203.0.113.9',
        Connection: 'close, X-Hop',
        'X-Hop': '1',
      },
      body: '{"a":1}',
    });
    const [head = '', body] = server.received().split('\r\n\r\n');
    expect(body).toBe('{"a":1}');
    expect(head.split('\r\n')).toEqual([
      'POST /base/api/paid?key=1&b=2 HTTP/1.1',
      'Host: hooks.example:8080',
      'X-Env: dev',
      'x-Twice: 1',
      'x-Twice: 2',
      'X-Forwarded-For: 203.0.113.9, 127.0.0.1',
      'Content-Length: 7',
      'X-Forwarded-Proto: http',
      'X-Forwarded-Host: hooks.example:8080',
      'X-Extra: 1',
      expect.stringMatching(/^Hookbench-Forwarded-By: [0-9a-f-]+$/) as string,
      'Connection: close',
    ]);
  });

  it('can be told by Forwarded (RFC 7239), or not at all', async () => {
    const heads: IncomingMessage['headers'][] = [];
    const port = await serve((request, response) => {
      heads.push(request.headers);
      response.end();
    });
    await setRules({ url: `http://127.0.0.1:${port}`, forwardedHeaders: 'forwarded' });
    await send('/shop/', { headers: { Host: 'a:1' } });
    await setRules({ url: `http://127.0.0.1:${port}`, forwardedHeaders: 'none' });
    await send('/shop/');
    expect(heads[0]?.['forwarded']).toBe('for=127.0.0.1;host="a:1";proto=http');
    expect(heads[0]?.['x-forwarded-for']).toBeUndefined();
    expect(heads[1]?.['forwarded']).toBeUndefined();
  });

  it('is chosen by matchers: the first proxy that matches answers', async () => {
    const name = (text: string) => serve((_request, response) => void response.end(text));
    const [orders, rest] = await Promise.all([name('orders'), name('rest')]);
    const isOrder = { target: 'jsonPath', name: '$.type', operator: 'equals', value: 'order' } as const;
    await setRules(
      { url: `http://127.0.0.1:${orders}`, when: { matchers: [isOrder] } },
      { url: `http://127.0.0.1:${rest}`, isEnabled: false },
      {
        url: `http://127.0.0.1:${rest}`,
        when: { matchers: [{ target: 'method', operator: 'equals', value: 'POST' }] },
      },
    );
    expect((await send('/shop/', { body: '{"type":"order"}' })).text).toBe('orders');
    expect((await send('/shop/', { body: '{"type":"other"}' })).text).toBe('rest');
    const plain = await send('/shop/', { method: 'GET' });
    expect([plain.status, plain.text]).toEqual([200, '']);
    expect((await newest()).deliveries).toEqual([]);
  });

  it('does not go anywhere when a guard refused it', async () => {
    let count = 0;
    const port = await serve((_request, response) => {
      count += 1;
      response.end();
    });
    await setRules({ url: `http://127.0.0.1:${port}` });
    await engine.call('bins.update', { id: binId, guards: [{ id: 'grd_1', kind: 'https' }] });
    expect((await send('/shop/')).status).toBe(403);
    await engine.call('bins.update', { id: binId, guards: [] });
    expect(count).toBe(0);
    expect((await newest()).deliveries).toEqual([]);
  });
});

describe('a destination that can not answer', () => {
  it('is a 502 with the reason, or a 504 after its timeout', async () => {
    await setRules({ url: 'http://127.0.0.1:9' });
    const refused = await send('/shop/');
    expect([refused.status, refused.text]).toEqual([
      502,
      'Hookbench has stored the request. Nothing listens on 127.0.0.1:9.\n',
    ]);
    const silent = await startRawServer();
    closers.push(() => silent.close());
    await setRules({ url: `http://127.0.0.1:${silent.port}`, timeoutMs: 150 });
    const late = await send('/shop/');
    expect(late.status).toBe(504);
    expect(late.text).toContain('did not answer within 150 ms');
    expect(await newest()).toMatchObject({ outcome: { state: 'responded', status: 504 } });
  });

  it('can leave the answer to the bin, and the exchange says so', async () => {
    await engine.call('bins.update', {
      id: binId,
      reply: { status: 202, headers: [], body: { text: 'kept' } },
    });
    await setRules({ url: 'http://127.0.0.1:9', onFailure: 'binReply' });
    const got = await send('/shop/');
    expect([got.status, got.text]).toEqual([202, 'kept']);
    expect((await newest()).answered).toEqual({
      by: 'forward',
      id: 'fwd_0',
      explanation: 'Nothing listens on 127.0.0.1:9. So the bin’s own reply went out in its place.',
    });
  });

  it('is tried again while the sender waits, if the rule says so; a failure that is tried again is not passed on', async () => {
    let count = 0;
    const port = await serve((_request, response) => {
      count += 1;
      response.writeHead(count < 3 ? 503 : 200).end(`attempt ${count}`);
    });
    const retry = { kind: 'fixed', maxAttempts: 3, delayMs: 10 } as const;
    await setRules({ url: `http://127.0.0.1:${port}`, retry });
    expect(await send('/shop/')).toMatchObject({ status: 200, text: 'attempt 3' });
    count = -3;
    expect(await send('/shop/')).toMatchObject({ status: 503, text: 'attempt 0' });
    expect(await newestDelivery()).toMatchObject({ retry: { end: 'exhausted' }, attempts: [{}, {}, {}] });
  });
});

describe('redirects', () => {
  const redirecting = async () => {
    const seen: string[] = [];
    const port = await serve((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
      if (request.url === '/a') response.writeHead(307, { Location: '/b' }).end();
      else if (request.url === '/b') response.writeHead(303, { Location: 'http://eshop.localhost/c' }).end();
      else response.end('there');
    });
    return { port, seen };
  };

  it('are passed on to the sender', async () => {
    const { port } = await redirecting();
    await setRules({ url: `http://127.0.0.1:${port}` });
    expect(await send('/shop/a')).toMatchObject({ status: 307, headers: { location: '/b' } });
  });

  it('are followed when asked, on the same server by any of its names, so far and no further', async () => {
    const { port, seen } = await redirecting();
    const rule = { url: `http://127.0.0.1:${port}`, hostHeader: 'eshop.localhost' };
    await setRules({ ...rule, maxRedirects: 2 });
    expect(await send('/shop/a', { body: 'x' })).toMatchObject({ status: 200, text: 'there' });
    expect(seen).toEqual(['POST /a eshop.localhost', 'POST /b eshop.localhost', 'GET /c eshop.localhost']);
    expect((await newestDelivery()).attempts[0]?.redirects).toMatchObject([{ status: 307 }, { status: 303 }]);
    await setRules({ ...rule, maxRedirects: 1 });
    expect(await send('/shop/a')).toMatchObject({ status: 303 });
  });
});

describe('TLS and HTTP/2', () => {
  it('a self-signed destination is refused, unless the rule accepts it', async () => {
    const port = await listen(
      createHttpsServer(selfSigned, (_request, response) => void response.end('secure')),
    );
    await setRules({ url: `https://localhost:${port}` });
    expect(await send('/shop/')).toMatchObject({ status: 502 });
    await setRules({ url: `https://localhost:${port}`, isCertificateChecked: false });
    expect(await send('/shop/')).toMatchObject({ status: 200, text: 'secure' });
  });

  it.each([['h2 over TLS'], ['h2c by prior knowledge']])('%s is spoken when chosen', async (kind) => {
    const isTls = kind === 'h2 over TLS';
    const seen: unknown[] = [];
    const server = isTls ? createHttp2TlsServer(selfSigned) : createHttp2Server();
    server.on('stream', (stream, headers) => {
      let body = '';
      stream.on('data', (chunk: Buffer) => (body += chunk.toString()));
      stream.on('end', () => {
        const { ':path': path, ':authority': authority, 'x-twice': twice } = headers;
        seen.push({ path, authority, twice, body });
        stream.respond(
          { ':status': 201, 'x-reply': 'two', 'set-cookie': ['a=1', 'b=2'] },
          { waitForTrailers: true },
        );
        stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '7' }));
        stream.end(`got ${body}`);
      });
    });
    const port = await listen(server);
    await setRules({
      url: `${isTls ? 'https' : 'http'}://localhost:${port}/base`,
      hostHeader: 'eshop.localhost',
      protocol: 'http2',
      isCertificateChecked: false,
    });
    const got = await send('/shop/x', {
      headers: { 'X-Twice': ['1', '2'], Connection: 'close' },
      body: 'hello',
    });
    expect(got).toMatchObject({ status: 201, text: 'got hello', trailers: { 'x-sum': '7' } });
    expect(got.headers).toMatchObject({ 'x-reply': 'two', 'set-cookie': ['a=1', 'b=2'] });
    expect(seen).toEqual([{ path: '/base/x', authority: 'eshop.localhost', twice: '1, 2', body: 'hello' }]);
    expect((await newestDelivery()).attempts[0]?.response?.httpVersion).toBe('2.0');
  });

  it('HTTP/1.1 is spoken where TLS offers no more; h2c to a server without it is a clear failure', async () => {
    const tls = await listen(createHttpsServer(selfSigned, (_request, response) => void response.end('one')));
    await setRules({ url: `https://localhost:${tls}`, protocol: 'http2', isCertificateChecked: false });
    expect(await send('/shop/')).toMatchObject({ status: 200, text: 'one' });
    expect((await newestDelivery()).attempts[0]?.response?.httpVersion).toBe('1.1');
    const plain = await serve((_request, response) => void response.end());
    await setRules({ url: `http://127.0.0.1:${plain}`, protocol: 'http2' });
    const failed = await send('/shop/');
    expect(failed.status).toBe(502);
    expect(failed.text).toContain('did not answer with valid HTTP/2');
  });
});

describe('loops', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    '[::1]',
    '0.0.0.0',
    '127.9.9.9',
    '127.1',
    '0x7f.1',
    'shop.localhost',
    '[::ffff:127.0.0.1]',
  ])('to our own port by the name %s are refused when saved', async (host) => {
    const { port } = new URL(engine.engine.captureUrl);
    await expect(setRules({}, { url: `http://${host}:${port}/inbox` })).rejects.toMatchObject({
      code: 'bad_input',
      details: [
        { path: 'forwards.1.url', message: expect.stringContaining('Hookbench itself listens') as string },
      ],
    });
  });

  it('that come about later are refused on the address that is connected to', async () => {
    // A name that leads elsewhere when the rule is saved: here, a redirect.
    const { port: own } = new URL(engine.engine.captureUrl);
    const port = await serve((_request, response) => {
      response.writeHead(307, { Location: `http://localhost:${own}/shop/` }).end();
    });
    await setRules({ url: `http://127.0.0.1:${port}`, maxRedirects: 5 });
    const got = await send('/shop/');
    expect(got.status).toBe(502);
    expect(got.text).toContain('is where Hookbench itself listens');
  });

  it('through another server are ended by the mark on the request', async () => {
    const { port: own } = new URL(engine.engine.captureUrl);
    let count = 0;
    const port = await serve((request, response) => {
      count += 1;
      const back = httpRequest(
        { port: own, host: '127.0.0.1', path: '/shop/', headers: request.headers },
        (reply) => {
          response.writeHead(reply.statusCode ?? 0);
          reply.pipe(response);
        },
      );
      back.end();
    });
    await setRules({ url: `http://127.0.0.1:${port}` }, { url: `http://127.0.0.1:${port}`, mode: 'mirror' });
    const got = await send('/shop/', { method: 'GET' });
    expect([got.status, count >= 1 && count <= 2]).toEqual([508, true]);
    expect((await newest()).answered?.explanation).toContain('forwarded this request before');
    await setRules();
  });
});

describe('a rule that can not work', () => {
  it.each<[Partial<RuleInput>, string, string]>([
    [{ url: 'localhost:3000' }, 'url', 'did you mean http://localhost:3000'],
    [{ url: 'ftp://a' }, 'url', 'http and https'],
    [{ hostHeader: 'a b' }, 'hostHeader', 'must be a host name'],
    [
      { headerEdits: [{ kind: 'set', name: 'Content-Length', value: '1' }] },
      'headerEdits.0.name',
      'is computed',
    ],
    [{ headerEdits: [{ kind: 'set', name: 'Host', value: 'a' }] }, 'headerEdits.0.name', 'under Host header'],
    [{ headerEdits: [{ kind: 'add', name: 'A', value: 'x\r\nB: y' }] }, 'headerEdits.0.name', 'line break'],
    [{ path: { replace: [{ from: 'a', to: '/b' }] } }, 'path.replace.0.from', 'must start with /'],
    [{ path: { replace: [{ from: '/a', to: '/b?c' }] } }, 'path.replace.0.to', 'percent-encode'],
    [
      { when: { matchers: [{ target: 'path', operator: 'regex', value: '(' }] } },
      'when.matchers.0.value',
      '',
    ],
    [{ retry: { kind: 'provider', providerId: 'nobody' } }, 'retry', 'not known how nobody'],
    [{ retry: { kind: 'fixed', maxAttempts: 3, delayMs: 60_000 } }, 'retry', 'more than 60 s'],
  ])('is refused when it is saved: %j', async (rule, path, message) => {
    await expect(setRules(rule)).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: `forwards.0.${path}`, message: expect.stringContaining(message) as string }],
    });
  });

  it('with the id of another is refused', async () => {
    await expect(setRules({ id: 'fwd_a' }, { id: 'fwd_a' })).rejects.toMatchObject({
      details: [{ path: 'forwards.1.id' }],
    });
  });
});

describe('a try', () => {
  it('sends the newest request by a rule that is not saved', async () => {
    await setRules();
    const empty = await engine.call('bins.create', { name: 'Empty' });
    const bodies: string[] = [];
    const port = await serve((request, response) => {
      request.on('data', (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on('end', () => response.end());
    });
    const rule = ForwardRule.parse({
      id: 'fwd_try',
      name: '',
      mode: 'mirror',
      url: `http://127.0.0.1:${port}`,
    });
    await expect(engine.call('forwards.try', { binId: empty.id, rule })).rejects.toMatchObject({
      code: 'not_found',
    });
    await send('/shop/one', { body: 'one' });
    expect(await engine.call('forwards.try', { binId, rule })).toMatchObject({
      trigger: 'forward',
      status: 'responded',
      request: { url: `http://127.0.0.1:${port}/one` },
    });
    expect(bodies).toEqual(['one']);
    await expect(engine.call('forwards.try', { binId, rule: { ...rule, url: 'x' } })).rejects.toMatchObject({
      details: [{ path: 'rule.url' }],
    });
  });
});
