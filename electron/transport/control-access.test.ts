import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../engine/testing/fake-clock.ts';
import { createControlServer, type ControlServer } from './control-server.ts';
import { ask, type Ask } from './testing/ask.ts';
import { createHandMadeEngine, type HandMadeEngine } from './testing/hand-made-engine.ts';

let made: HandMadeEngine;
let server: ControlServer;
let url: string;
let token: string;
let sent: number;

beforeEach(async () => {
  sent = 0;
  made = createHandMadeEngine({
    'drafts.delete': () => {
      sent += 1;
      return Promise.resolve({});
    },
  });
  server = createControlServer({ ...made, clock: createFakeClock() });
  ({ url, token } = await server.listen({ port: 0 }));
});

afterEach(() => server.close());

const bearer = () => ({ Authorization: `Bearer ${token}` });
const command = (name: string, more: Partial<Ask> = {}) =>
  ask(url, {
    method: 'POST',
    path: `/commands/${name}`,
    ...more,
    headers: { ...bearer(), 'Content-Type': 'application/json', ...more.headers },
  });
const change: Partial<Ask> = { body: '{"id":"drf_1"}' };

/** Who may speak to the control server: each attack that it must stand, over a real socket. */

test('the change that the attacks below attempt does work with everything right', async () => {
  expect((await command('drafts.delete', change)).status).toBe(200);
  expect(sent).toBe(1);
});

test.each([
  ['no token', () => undefined],
  ['an empty token', () => 'Bearer '],
  ['another token', () => `Bearer ${'x'.repeat(43)}`],
  ['the start of the token', () => `Bearer ${token.slice(0, -1)}`],
  ['more than the token', () => `Bearer ${token}A`],
  [
    'the token with its last character changed',
    () => `Bearer ${token.slice(0, -1)}${token.endsWith('A') ? 'E' : 'A'}`,
  ],
  ['another scheme', () => `Basic ${Buffer.from(`user:${token}`).toString('base64')}`],
  ['the bare token', () => token],
])('%s is refused with 401', async (_name, authorization) => {
  const value = authorization();
  for (const [method, path] of [
    ['POST', '/commands/drafts.delete'],
    ['GET', '/exchanges/exc_1/body'],
    ['GET', '/events'],
    ['GET', '/'],
  ] as const) {
    const headers = value === undefined ? {} : { Authorization: value };
    const answer = await ask(url, { method, path, headers, ...(method === 'POST' ? change : {}) });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    expect(answer.json()).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
    expect(answer.bytes.toString()).not.toContain(token);
  }
  expect(sent).toBe(0);
});

test('the token in the query or a cookie is no token', async () => {
  const path = `/commands/drafts.delete?token=${token}`;
  const answer = await ask(url, { method: 'POST', path, headers: { Cookie: `token=${token}` }, ...change });
  expect(answer.status).toBe(401);
});

test('two Authorization headers are refused', async () => {
  const headers = { Authorization: [`Bearer ${token}`, `Bearer ${token}`] };
  expect(
    (await ask(url, { method: 'POST', path: '/commands/drafts.delete', headers, ...change })).status,
  ).toBe(401);
});

test('tokens are random and 256 bits long', async () => {
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const other = createControlServer({ ...made, clock: createFakeClock() });
  expect((await other.listen({ port: 0 })).token).not.toBe(token);
  await other.close();
});

test.each([
  'evil.test',
  'rebind.evil.test:80',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost.evil.test:4568',
  '[::1]:4568',
  '0.0.0.0:4568',
])('a name that was rebound to 127.0.0.1 gets nothing: Host %j', async (host) => {
  const answer = await command('drafts.delete', { ...change, headers: { Host: host } });
  expect(answer.status).toBe(403);
  expect(answer.json()).toMatchObject({ ok: false, error: { code: 'unauthorized' } });
  expect(sent).toBe(0);
});

test('a foreign name with the right port is refused, localhost is not', async () => {
  const { port } = new URL(url);
  for (const host of [
    `evil.test:${port}`,
    `127.0.0.1.evil.test:${port}`,
    `user@127.0.0.1:${port}`,
    `127.1:${port}`,
  ]) {
    expect((await command('drafts.delete', { ...change, headers: { Host: host } })).status).toBe(403);
  }
  expect(sent).toBe(0);
  expect((await command('bins.list', { headers: { Host: `LocalHost:${port}` } })).status).toBe(200);
});

test('two Host headers are refused, whichever comes first, and so are none and an empty one', async () => {
  const { host, port } = new URL(url);
  for (const hosts of [[host, 'evil.test'], ['evil.test', host], [''], []]) {
    const lines = hosts.map((name) => `Host: ${name}\r\n`).join('');
    const text = await raw(
      port,
      `POST /commands/drafts.delete HTTP/1.${hosts.length === 0 ? '0' : '1'}\r\n${lines}Authorization: Bearer ${token}\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{"id":"drf_1"}`,
    );
    expect(text).toMatch(/^HTTP\/1\.1 40[03] /);
  }
  expect(sent).toBe(0);
});

test.each([
  { Origin: 'null', 'Content-Type': 'text/plain' },
  { Origin: 'https://evil.test', 'Content-Type': 'application/json' },
  { Origin: 'http://localhost', 'Content-Type': 'application/json' },
  { Origin: 'http://127.0.0.1:1' },
  { 'Sec-Fetch-Site': 'cross-site' },
  { 'Sec-Fetch-Site': 'same-site', 'Content-Type': 'application/x-www-form-urlencoded' },
])('a web page is refused even with the token: %o', async (headers) => {
  const answer = await command('drafts.delete', { ...change, headers });
  expect(answer.status).toBe(403);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  expect(sent).toBe(0);
});

test('a form of a web page, which brings no token, changes nothing', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=b']) {
    const path = '/commands/drafts.delete';
    const blind = await ask(url, { method: 'POST', path, headers: { 'Content-Type': type }, ...change });
    expect(blind.status).toBe(401);
    const fromOwnPage = await command('drafts.delete', {
      ...change,
      headers: { 'Content-Type': type, Origin: url, 'Sec-Fetch-Site': 'same-origin' },
    });
    expect(fromOwnPage.status).toBe(415);
  }
  expect(sent).toBe(0);
});

test('a preflight is answered with a refusal that allows nothing', async () => {
  const answer = await ask(url, {
    method: 'OPTIONS',
    path: '/commands/drafts.delete',
    headers: { Origin: 'https://evil.test', 'Access-Control-Request-Headers': 'authorization' },
  });
  expect(answer.status).toBe(403);
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('it listens on 127.0.0.1 alone', async () => {
  const { port } = new URL(url);
  for (const address of ['127.0.0.2', '::1']) {
    const socket = connect({ host: address, port: Number(port) });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(['ECONNREFUSED', 'EADDRNOTAVAIL', 'ENETUNREACH', 'EAFNOSUPPORT']).toContain(error.code);
  }
});

test('an upgrade or a tunnel request gets no further than any other', async () => {
  const { host, port } = new URL(url);
  const upgrade = `GET /events HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`;
  expect(await raw(port, upgrade)).toMatch(/^HTTP\/1\.1 401 /);
  expect(await raw(port, `CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toBe('');
});

/** All that comes back for bytes written to a socket. */
async function raw(port: string, text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(port) });
  socket.write(text);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}
