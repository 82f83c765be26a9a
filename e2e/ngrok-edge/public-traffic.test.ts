import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { Readable } from 'node:stream';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createEdgeFixtures, domain } from './edge-fixture.ts';
import { maxOpenStreams } from './session.ts';
import { visit } from './visit.ts';

/** What visitors and the application see of each other through the edge and the unmodified native client. */

vi.setConfig({ testTimeout: 20_000 });
const fixtures = createEdgeFixtures();
afterEach(() => fixtures.closeAll());

const { startAll } = fixtures;

describe('requests', () => {
  test('arrive with their target, headers and trailers as they were sent', async () => {
    const { app, url } = await startAll();
    const port = Number(new URL(url).port);
    const visitor = connectTcp({ port, host: '127.0.0.1', localAddress: '127.0.0.9' });
    visitor.write(
      'POST /a%2Fb//c?x=1&x=%zz HTTP/1.1\r\nhOsT: Demo.ngrok.localhost\r\nX-Twice: 1\r\nx-twice: 2\r\n' +
        'X-Forwarded-For: 10.0.0.1\r\nx-forwarded-proto: gopher\r\nKeep-Alive: 5\r\nX-Latin: caf\u00e9\r\n' +
        'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Sum: 5\r\n\r\n',
      'latin1',
    );
    // The answer comes after the application has seen all of it.
    await once(visitor, 'data');
    visitor.destroy();
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
    const { app, url } = await startAll({ answer: (_request, response) => void response.end(download) });
    const upload = randomBytes(10_000_000);
    const sha256 = createHash('sha256').update(upload).digest('hex');
    for (const body of [upload, Readable.from(chunksOf(upload, 50_000))]) {
      const reply = await visit(url, { method: 'PUT', body });
      expect(reply.body.equals(download)).toBe(true);
    }
    expect(app.seen.map((request) => request.sha256)).toEqual([sha256, sha256]);
  });

  test('are served 200 at a time', async () => {
    const { app, url } = await startAll({ answer: (request, response) => void response.end(request.url) });
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
    const { edge, url } = await startAll({
      answer: (_request, response) => {
        if (isHolding) held.push(() => response.end());
        else response.end();
      },
    });
    const replies = Promise.all(Array.from({ length: 600 }, () => visit(url)));
    await expect.poll(() => edge.sessions()[0]?.openStreamCount, { timeout: 10_000 }).toBe(maxOpenStreams);
    isHolding = false;
    for (const release of held) release();
    expect((await replies).filter(({ status }) => status === 200)).toHaveLength(600);
    expect(edge.sessions()[0]?.peakStreamCount).toBe(maxOpenStreams);
  });

  test('over HTTPS say so', async () => {
    const { app, url } = await startAll({ edge: { publicScheme: 'https' } });
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
    const { url } = await startAll({
      answer: (_request, response) => {
        response.sendDate = false;
        response.writeHead(418, 'Short and stout', ['X-B', '1', 'x-b', '2', 'Trailer', 'X-End']);
        response.write('part');
        response.addTrailers([['X-End', 'yes']]);
        response.end();
      },
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
    const { url } = await startAll({
      answer: (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        response.write('data: 1\n\n');
        finish = () => response.end('data: 2\n\n');
      },
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
    const { url, edge } = await startAll({
      answer: (_request, response) => {
        response.on('close', noticed);
        abort.abort();
      },
    });
    await expect(visit(url, { signal: abort.signal })).rejects.toThrow();
    await isNoticed;
    expect(edge.sessions()).toHaveLength(1);
  });

  test('that are no HTTP are a 502 with ERR_NGROK_3004', async () => {
    const { url } = await startAll({
      answer: (_request, response) => {
        response.socket?.end('this is not http\r\n\r\n');
      },
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

function* chunksOf(bytes: Buffer, sizeBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += sizeBytes) yield bytes.subarray(at, at + sizeBytes);
}
