import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { connectNativeClient } from './native-client.ts';
import type { NativeClientOptions } from './native-client.ts';
import { startNgrokEdge } from './ngrok-edge.ts';
import type { NgrokEdge, NgrokEdgeOptions } from './ngrok-edge.ts';
import { startRecordingApp } from './recording-app.ts';
import type { Answer, RecordingApp } from './recording-app.ts';
import { maxOpenStreams } from './session.ts';
import { visit } from './visit.ts';

/** The edge as the unmodified native client and its visitors see it. */

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const domain = 'demo.ngrok.localhost';

async function startEdge(options: NgrokEdgeOptions = {}): Promise<NgrokEdge> {
  const edge = await startNgrokEdge(options);
  cleanups.push(() => edge.close());
  return edge;
}

async function startApp(answer?: Answer): Promise<RecordingApp> {
  const app = await startRecordingApp(answer);
  cleanups.push(() => app.close());
  return app;
}

async function connect(edge: NgrokEdge, options: NativeClientOptions = {}) {
  const session = await connectNativeClient(edge, options);
  cleanups.push(() => session.close().catch(() => undefined));
  return session;
}

/** An edge, an application that answers, and a client between them. */
async function startAll(answer?: Answer, options: NgrokEdgeOptions = {}) {
  const edge = await startEdge(options);
  const app = await startApp(answer);
  const session = await connect(edge);
  const listener = await session.httpEndpoint().domain(domain).listenAndForward(app.url);
  return { edge, app, session, listener, url: listener.url() ?? '' };
}

describe('requests', () => {
  test('arrive with their target, headers and trailers as they were sent', async () => {
    const { app, url } = await startAll();
    const port = Number(new URL(url).port);
    const visitor = connectTcp({ port, host: '127.0.0.1', localAddress: '127.0.0.9' });
    visitor.end(
      'POST /a%2Fb//c?x=1&x=%zz HTTP/1.1\r\nhOsT: Demo.ngrok.localhost\r\nX-Twice: 1\r\nx-twice: 2\r\n' +
        'X-Forwarded-For: 10.0.0.1\r\nx-forwarded-proto: gopher\r\nKeep-Alive: 5\r\nX-Latin: caf\u00e9\r\n' +
        'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n',
      'latin1',
    );
    visitor.resume();
    await once(visitor, 'close');
    expect(app.seen).toHaveLength(1);
    expect(app.seen[0]).toMatchObject({
      method: 'POST',
      target: '/a%2Fb//c?x=1&x=%zz',
      sizeBytes: 5,
      trailers: [['X-Sum', '5']],
      headers: [
        ['hOsT', 'Demo.ngrok.localhost'],
        ['X-Twice', '1'],
        ['x-twice', '2'],
        ['X-Forwarded-For', '10.0.0.1, 127.0.0.9'],
        ['X-Latin', 'caf\u00e9'],
        ['Transfer-Encoding', 'chunked'],
        ['Trailer', 'X-Sum'],
        ['X-Forwarded-Host', 'Demo.ngrok.localhost'],
        ['X-Forwarded-Proto', 'http'],
        ['Connection', 'close'],
      ],
    });
  });

  test('of 10 MB go both ways unchanged, with and without a length', async () => {
    const download = randomBytes(10_000_000);
    const { app, url } = await startAll((_request, response) => void response.end(download));
    const upload = randomBytes(10_000_000);
    const sha256 = createHash('sha256').update(upload).digest('hex');
    for (const body of [upload, Readable.from(chunksOf(upload, 50_000))]) {
      const reply = await visit(url, { method: 'PUT', body });
      expect(reply.body.equals(download)).toBe(true);
    }
    expect(app.seen.map((request) => request.sha256)).toEqual([sha256, sha256]);
  });

  test('are served 200 at a time', async () => {
    const { app, url } = await startAll((request, response) => void response.end(request.url));
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        visit(url, { method: 'POST', target: `/${index}`, body: 'x' }),
      ),
    );
    expect(replies.map(({ body }) => body.toString())).toEqual(replies.map((_, index) => `/${index}`));
    expect(app.seen).toHaveLength(200);
  });

  test('beyond 500 at the same time wait, because the client dies of the 512th', async () => {
    const held: (() => void)[] = [];
    let isHolding = true;
    const { edge, url } = await startAll((_request, response) => {
      if (isHolding) held.push(() => response.end());
      else response.end();
    });
    const replies = Promise.all(Array.from({ length: 600 }, () => visit(url)));
    await expect.poll(() => edge.sessions()[0]?.openStreamCount, { timeout: 10_000 }).toBe(maxOpenStreams);
    isHolding = false;
    for (const release of held) release();
    expect((await replies).filter(({ status }) => status === 200)).toHaveLength(600);
    expect(edge.sessions()[0]?.peakStreamCount).toBe(maxOpenStreams);
  }, 20_000);

  test('over HTTPS say so', async () => {
    const { app, url } = await startAll(undefined, { publicScheme: 'https' });
    expect(url).toMatch(/^https:/);
    expect((await visit(url)).status).toBe(200);
    expect(app.seen[0]?.headers).toContainEqual(['X-Forwarded-Proto', 'https']);
  });

  test('with Expect: 100-continue get it from the application', async () => {
    const { app, url } = await startAll();
    const port = Number(new URL(url).port);
    const visitor = connectTcp({ port, host: '127.0.0.1' });
    visitor.write(`POST / HTTP/1.1\r\nHost: ${domain}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n`);
    const [first] = (await once(visitor, 'data')) as [Buffer];
    expect(first.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    visitor.write('ok');
    const [reply] = (await once(visitor, 'data')) as [Buffer];
    expect(reply.toString()).toMatch(/^HTTP\/1\.1 200 /);
    expect(app.seen[0]?.sizeBytes).toBe(2);
    visitor.destroy();
  });
});

describe('replies', () => {
  test('come with their headers and trailers as they were sent', async () => {
    const { url } = await startAll((_request, response) => {
      response.sendDate = false;
      response.writeHead(418, 'Short and stout', ['X-B', '1', 'x-b', '2', 'Trailer', 'X-End']);
      response.write('part');
      response.addTrailers([['X-End', 'yes']]);
      response.end();
    });
    const reply = await visit(url);
    expect(reply.status).toBe(418);
    expect(reply.headers).toEqual([
      ['X-B', '1'],
      ['x-b', '2'],
      ['Trailer', 'X-End'],
      ['Transfer-Encoding', 'chunked'],
      ['Connection', 'close'],
    ]);
    expect(reply.trailers).toEqual([['X-End', 'yes']]);
  });

  test('stream: a part arrives before the rest is sent', async () => {
    let finish: () => void = () => undefined;
    const { url } = await startAll((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    });
    const visitor = connectTcp({ port: Number(new URL(url).port), host: '127.0.0.1' });
    visitor.write(`GET / HTTP/1.1\r\nHost: ${domain}\r\n\r\n`);
    let text = '';
    for await (const chunk of visitor) {
      text += (chunk as Buffer).toString();
      if (text.includes('data: 1')) finish();
      if (text.includes('data: 2')) break;
    }
    expect(text).toContain('data: 2');
  });

  test('that a visitor no longer waits for are noticed by the application', async () => {
    const abort = new AbortController();
    let noticed: () => void = () => undefined;
    const isNoticed = new Promise<void>((resolve) => (noticed = resolve));
    const { url, edge } = await startAll((_request, response) => {
      response.on('close', noticed);
      abort.abort();
    });
    await expect(visit(url, { signal: abort.signal })).rejects.toThrow();
    await isNoticed;
    expect(edge.sessions()).toHaveLength(1);
  });

  test('that are no HTTP are a 502 with ERR_NGROK_3004', async () => {
    const { url } = await startAll((_request, response) => {
      response.socket?.end('this is not http\r\n\r\n');
    });
    const reply = await visit(url);
    expect(reply.status).toBe(502);
    expect(reply.headers).toContainEqual(['ngrok-error-code', 'ERR_NGROK_3004']);
  });
});

test('a connection that changes its protocol is passed through both ways', async () => {
  const { url } = await startAll();
  const visitor = connectTcp({ port: Number(new URL(url).port), host: '127.0.0.1' });
  visitor.write(`GET /ws HTTP/1.1\r\nHost: ${domain}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
  visitor.write('hello');
  let text = '';
  for await (const chunk of visitor) {
    text += (chunk as Buffer).toString();
    if (text.endsWith('hello')) break;
  }
  expect(text).toMatch(/^HTTP\/1\.1 101 [^]*\r\n\r\necho \/ws\nhello$/);
});

describe('options of an endpoint', () => {
  test('basic auth', async () => {
    const { edge, session, app } = await startAll();
    const listener = await session.httpEndpoint().basicAuth('user', 'pass:word').listenAndForward(app.url);
    const url = listener.url() ?? '';
    const refused = await visit(url);
    expect(refused.status).toBe(401);
    expect(refused.headers).toContainEqual(['WWW-Authenticate', 'Basic realm="ngrok"']);
    const authorization = `Basic ${Buffer.from('user:pass:word').toString('base64')}`;
    expect((await visit(url, { headers: [['Authorization', authorization]] })).status).toBe(200);
    expect(app.seen).toHaveLength(1);
    expect(edge.endpoints()).toHaveLength(2);
  });

  test('header rules', async () => {
    const { session, app } = await startAll((_request, response) => {
      response.setHeader('X-Secret', '1');
      response.end();
    });
    const listener = await session
      .httpEndpoint()
      .requestHeader('Host', 'eshop.localhost')
      .requestHeader('X-Added', 'a:b')
      .removeRequestHeader('X-Gone')
      .responseHeader('X-Reply', 'r')
      .removeResponseHeader('X-Secret')
      .listenAndForward(app.url);
    const reply = await visit(listener.url() ?? '', { headers: [['X-Gone', '1']] });
    const names = app.seen[0]?.headers.map(([name]) => name.toLowerCase());
    expect(app.seen[0]?.headers[0]).toEqual(['Host', 'eshop.localhost']);
    expect(app.seen[0]?.headers).toContainEqual(['x-added', 'a:b']);
    expect(names).not.toContain('x-gone');
    expect(reply.headers).toContainEqual(['x-reply', 'r']);
    expect(reply.headers.map(([name]) => name)).not.toContain('X-Secret');
  });

  test.each([
    [{ type: 'deny', config: { status_code: 451 } }, 451, ''],
    [
      { type: 'custom-response', config: { status_code: 203, body: 'hi', headers: { 'X-P': '1' } } },
      203,
      'hi',
    ],
    [{ type: 'basic-auth', config: { credentials: ['a:b'] } }, 401, 'Unauthorized\n'],
  ])('traffic policy: %j', async (action, status, body) => {
    const { edge, session, app } = await startAll();
    const policy = JSON.stringify({ on_http_request: [{ actions: [action] }] });
    const listener = await session.httpEndpoint().trafficPolicy(policy).listenAndForward(app.url);
    const reply = await visit(listener.url() ?? '');
    expect(reply.status).toBe(status);
    expect(reply.body.toString()).toBe(body);
    expect(app.seen).toEqual([]);
    expect(edge.binds.at(-1)?.Opts['TrafficPolicy']).toBe(policy);
  });

  test('traffic policy: headers', async () => {
    const { session, app } = await startAll();
    const actions = [
      { type: 'add-headers', config: { headers: { 'X-Policy': 'p' } } },
      { type: 'remove-headers', config: { headers: ['x-gone'] } },
    ];
    const policy = JSON.stringify({ on_http_request: [{ actions }] });
    const listener = await session.httpEndpoint().trafficPolicy(policy).listenAndForward(app.url);
    await visit(listener.url() ?? '', { headers: [['X-Gone', '1']] });
    expect(app.seen[0]?.headers).toContainEqual(['X-Policy', 'p']);
    expect(app.seen[0]?.headers).not.toContainEqual(['X-Gone', '1']);
  });
});

describe('refusals', () => {
  test('of tokens', async () => {
    const edge = await startEdge({ authtokens: ['right'] });
    await expect(connect(edge, { authtoken: 'wrong' })).rejects.toMatchObject({ errorCode: 'ERR_NGROK_105' });
    await expect(connect(edge, { authtoken: '' })).rejects.toMatchObject({ errorCode: 'ERR_NGROK_4018' });
    await connect(edge, { authtoken: 'right' });
    expect(edge.auths.map(({ Extra }) => Extra.AuthToken)).toEqual(['wrong', '', 'right']);
  });

  test('of domains and policies', async () => {
    const { session, app } = await startAll();
    const other = () => session.httpEndpoint();
    await expect(other().domain(domain).listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_334');
    await expect(other().domain('a_b.localhost').listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_326');
    await expect(other().trafficPolicy('x').listenAndForward(app.url)).rejects.toThrow('ERR_NGROK_2236');
  });

  test('of hosts that nobody serves', async () => {
    const edge = await startEdge();
    const reply = await visit(edge.publicUrl('nobody.ngrok.localhost'));
    expect(reply.status).toBe(404);
    expect(reply.headers).toContainEqual(['ngrok-error-code', 'ERR_NGROK_3200']);
  });
});

describe('sessions', () => {
  test('that reconnect keep their id, their domain and their URL', async () => {
    const { edge, listener, url } = await startAll();
    const id = listener.id();
    for (const breakIt of [() => edge.dropConnections(), () => edge.sendGoAway('moving')]) {
      const before = edge.binds.length;
      breakIt();
      await expect.poll(() => edge.binds.length, { timeout: 5000 }).toBeGreaterThan(before);
      await expect.poll(() => edge.endpoints().length).toBe(1);
      expect(edge.endpoints()[0]?.id).toBe(id);
      expect((await visit(url)).status).toBe(200);
    }
    expect(edge.auths.at(-1)?.ClientId).toBe(edge.sessions()[0]?.clientId);
    await edge.stopFor(20);
    await expect.poll(() => edge.endpoints().length, { timeout: 5000 }).toBe(1);
    expect((await visit(url)).status).toBe(200);
  });

  test('that were closed are dropped when their heartbeats are missed', async () => {
    const { edge, session } = await startAll();
    expect(edge.endpoints()).toHaveLength(1);
    await session.close();
    await expect.poll(() => edge.sessions().length, { timeout: 5000 }).toBe(0);
    expect(edge.endpoints()).toEqual([]);
  });

  test('end an endpoint when the service says so, with its reason', async () => {
    const { edge, listener } = await startAll();
    const ended = listener.join();
    edge.stopTunnel(domain, 'stopped by the operator', 'ERR_NGROK_3200');
    await expect(ended).rejects.toThrow(/stopped by the operator.*ERR_NGROK_3200/s);
  });

  test('give a domain back when their endpoint is closed', async () => {
    const { edge, session, listener, app } = await startAll();
    await listener.close();
    expect(edge.endpoints()).toEqual([]);
    await session.httpEndpoint().domain(domain).listenAndForward(app.url);
    expect(edge.endpoints()).toHaveLength(1);
  });
});

function* chunksOf(bytes: Buffer, sizeBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes);
}
