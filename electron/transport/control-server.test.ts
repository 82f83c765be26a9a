import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock } from '../engine/testing/fake-clock.ts';
import { createControlServer, type ControlServer } from './control-server.ts';
import { ask, type Ask } from './testing/ask.ts';
import { bodyBytes, createHandMadeEngine, type HandMadeEngine } from './testing/hand-made-engine.ts';

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

describe('commands', () => {
  test('a value comes back in an envelope, as inert JSON', async () => {
    const answer = await command('bins.list', { body: '{}' });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ ok: true, value: { bins: [] } });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test.each([
    ['bins.delete', '{"id":"bin_9"}', 404, 'not_found'],
    ['bins.delete', '{"id":7}', 400, 'bad_input'],
    ['bins.delete', '{"id":"bin_9","more":1}', 400, 'bad_input'],
    ['bins.create', '{"name":"demo"}', 409, 'conflict'],
    ['store.usage', '{}', 503, 'unavailable'],
    ['secrets.set', '{"name":"ngrok.authtoken","value":"x"}', 501, 'unsupported'],
    ['desktop.copyControlToken', '{}', 501, 'unsupported'],
    ['drafts.list', '{}', 500, 'internal'],
    ['bins.explode', '{}', 404, 'unknown_command'],
  ])('%s with %s is refused with %d %s', async (name, body, status, code) => {
    const answer = await command(name, { body });
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({
      ok: false,
      error: { code, message: expect.any(String) as string },
    });
    expect(answer.bytes.toString()).not.toContain('secret inside');
  });

  test.each(['', '  \n', '{}'])('the body %j counts as no input', async (body) => {
    expect((await command('bins.list', { body })).status).toBe(200);
  });

  test.each([
    ['{"id"', 'is not JSON'],
    [Buffer.from([0x22, 0xff, 0x22]), 'is not UTF-8'],
  ])('the body %j is refused with a reason', async (body, reason) => {
    const answer = await command('bins.list', { body });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      error: { code: 'bad_input', message: expect.stringContaining(reason) as string },
    });
  });

  test('a body over 32 MiB is refused, announced or not', async () => {
    const announced = await command('bins.list', {
      headers: { 'Content-Length': 32 * 1024 * 1024 + 1 },
      body: ' ',
    }).catch((error: unknown) => error);
    // Sent short of what it announces, the request itself can't end; the answer must not wait for that.
    expect(announced).toMatchObject({ status: 413 });
    const chunked = await command('bins.list', {
      headers: { 'Transfer-Encoding': 'chunked' },
      body: Buffer.alloc(32 * 1024 * 1024 + 1, 0x20),
    });
    expect(chunked.status).toBe(413);
    expect(chunked.json()).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  test('programs may send the content type that their HTTP client names by default, or none', async () => {
    for (const type of [
      'application/x-www-form-urlencoded',
      'text/plain;charset=UTF-8',
      'application/json',
    ]) {
      expect((await command('bins.list', { headers: { 'Content-Type': type }, body: '{}' })).status).toBe(
        200,
      );
    }
    const without = await ask(url, {
      method: 'POST',
      path: '/commands/bins.list',
      headers: bearer(),
      body: '{}',
    });
    expect(without.status).toBe(200);
    expect(
      (await command('bins.list', { headers: { 'Content-Type': 'image/png' }, body: '{}' })).status,
    ).toBe(415);
  });

  test.each(['GET', 'PUT', 'OPTIONS', 'DELETE', 'HEAD'])('%s is refused and POST named', async (method) => {
    const answer = await command('drafts.delete', { method });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(sent).toBe(0);
  });

  test.each([
    ['/commands/__proto__', 404],
    ['/commands/constructor', 404],
    ['/commands/toString', 404],
    ['/commands/drafts%2edelete', 404],
    ['/commands/%2e%2e/commands/drafts.delete', 404],
    ['/commands/../commands/drafts.delete', 404],
    ['/commands%2fdrafts.delete', 404],
    ['/commands/drafts.delete/', 404],
    ['//commands/drafts.delete', 404],
    ['/commands/', 404],
    ['/commands', 404],
    ['/', 404],
    ['/inbox', 404],
    ['http://evil.test/commands/drafts.delete', 400],
    ['*', 400],
  ])('the target %s reaches no command', async (path, status) => {
    const answer = await command('', { ...change, path });
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ ok: false });
    expect(sent).toBe(0);
  });
});

describe('bodies', () => {
  test.each(['/exchanges/exc_1/body', '/deliveries/dlv_1/body', '/attempts/att_1/body'])(
    '%s is the stored bytes, as an inert download',
    async (path) => {
      const answer = await ask(url, { path, headers: bearer() });
      expect(answer.status).toBe(200);
      expect(answer.bytes).toEqual(bodyBytes);
      expect(answer.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': String(bodyBytes.byteLength),
        'content-disposition': expect.stringMatching(/^attachment; filename="\w+\.bin"$/) as string,
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining('sandbox') as string,
      });
    },
  );

  test.each([
    '/exchanges/exc_2/body',
    '/exchanges/dlv_1/body',
    '/exchanges//body',
    '/exchanges/..%2f..%2fetc/body',
    '/exchanges/exc_1/body/',
    '/exchanges/exc_1',
  ])('%s is not there', async (path) => {
    const answer = await ask(url, { path, headers: bearer() });
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ ok: false, error: { code: 'not_found' } });
  });

  test('only GET reads them', async () => {
    const answer = await ask(url, { method: 'POST', path: '/exchanges/exc_1/body', headers: bearer() });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET']);
  });

  test('bytes that turn out to be damaged break the connection off', async () => {
    const damaged = createControlServer({
      ...made,
      engine: {
        ...made.engine,
        lastSeq: 0,
        // eslint-disable-next-line @typescript-eslint/require-await -- the store's streams are asynchronous
        openBody: async () =>
          (async function* () {
            yield bodyBytes.subarray(0, 3);
            await Promise.resolve();
            throw new Error('the hash does not match');
          })(),
      },
      clock: createFakeClock(),
    });
    const other = await damaged.listen({ port: 0 });
    const headers = { Authorization: `Bearer ${other.token}` };
    await expect(ask(other.url, { path: '/exchanges/exc_1/body', headers })).rejects.toThrow();
    expect(made.logged).toContain('The body of exc_1 could not be read to its end');
    await damaged.close();
  });
});
