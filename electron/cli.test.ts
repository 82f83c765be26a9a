import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { commands, type CommandValue } from '../shared/ipc/contract.ts';
import { EventBody } from '../shared/ipc/events.ts';
import { buildCli, type BuiltCli } from './headless/testing/build-cli.ts';
import { freePort, receiver } from './headless/testing/receiver.ts';
import { startCli, type RunningCli } from './headless/testing/run-cli.ts';

/** The command as it is shipped: built, and run by plain Node in a process of its own. */

// A process is started for each; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 30_000 });

let cli: BuiltCli;
let dataDir: string;
const running: RunningCli[] = [];

beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop('SIGKILL')));
  await rm(dataDir, { recursive: true });
});

const start = async (...args: string[]): Promise<RunningCli> => {
  const one = await startCli(cli.path, ['--port', '0', '--data-dir', dataDir, ...args]);
  running.push(one);
  return one;
};

const listed = async (one: RunningCli, query?: string) => {
  const { value } = await one.command('exchanges.list', {
    limit: 500,
    ...(query === undefined ? {} : { query }),
  });
  return (value as CommandValue<'exchanges.list'>).items;
};

test('the ready line comes first and says how to reach everything', async () => {
  const one = await start();
  expect(Object.keys(one.lines[0] ?? {})).toEqual([
    'type',
    'captureUrl',
    'controlUrl',
    'token',
    'dataDir',
    'pid',
  ]);
  expect(one.lines[0]?.type).toBe('ready');
  expect([one.pid, one.dataDir]).toEqual([one.child.pid, dataDir]);
  for (const url of [one.captureUrl, one.controlUrl]) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const { value } = await one.command('bins.list');
  expect((value as CommandValue<'bins.list'>).bins).toMatchObject([
    { name: 'Inbox', slug: 'inbox', isDefault: true },
  ]);
});

test('a request goes all the way: event line, list, get, body, replay, draft, clean end, and is there again', async () => {
  const one = await start();
  const body = Buffer.from([0, 1, 0x7b, 0xff, 0xfe, 0x0a]);
  const reply = await fetch(`${one.captureUrl}/inbox/a%2Fb?x=1&x=2`, { method: 'PUT', body });
  expect(reply.status).toBe(200);

  const { exchange, seq, at, type } = (await one.line(
    (line) => line.type === 'exchange.captured',
  )) as never as {
    exchange: { id: string };
    seq: number;
    at: number;
    type: string;
  };
  expect(EventBody.safeParse({ type, exchange })).toMatchObject({ success: true });
  expect([seq > 0, at > 0]).toEqual([true, true]);

  expect(await listed(one)).toMatchObject([
    {
      id: exchange.id,
      method: 'PUT',
      target: '/inbox/a%2Fb?x=1&x=2',
      sizeBytes: 6,
      outcome: { state: 'responded', status: 200 },
    },
  ]);
  const got = await one.command('exchanges.get', { id: exchange.id });
  expect(commands['exchanges.get'].output.safeParse(got.value).error).toBeUndefined();
  const raw = await one.fetch(`/exchanges/${exchange.id}/body`);
  expect(raw.headers.get('content-length')).toBe('6');
  expect(Buffer.from(await raw.arrayBuffer())).toEqual(body);

  const target = await receiver();
  const replayed = await one.command('exchanges.replay', { id: exchange.id, url: `${target.url}/hook` });
  expect(replayed).toMatchObject({ status: 200, value: { trigger: 'replay', status: 'responded' } });
  expect(target.received.at(-1)).toMatchObject({ method: 'PUT', url: '/hook', body });
  const delivery = replayed.value as CommandValue<'exchanges.replay'>;
  const [attempt] = delivery.attempts;
  expect(attempt?.response).toMatchObject({ status: 201, body: { content: { text: 'taken' } } });
  expect((await one.command('deliveries.get', { id: delivery.id })).value).toEqual(delivery);
  expect(await (await one.fetch(`/attempts/${attempt?.id ?? ''}/body`)).text()).toBe('taken');
  expect(Buffer.from(await (await one.fetch(`/deliveries/${delivery.id}/body`)).arrayBuffer())).toEqual(body);
  expect((await one.fetch(`/exchanges/exc_0/body`)).status).toBe(404);

  const sent = await one.command('drafts.send', {
    method: 'POST',
    url: `${target.url}/draft`,
    headers: [{ name: 'X-Order', value: '1' }],
    body: { base64: body.toString('base64') },
  });
  expect(sent).toMatchObject({ status: 200, value: { trigger: 'draft', status: 'responded' } });
  expect(target.received.at(-1)).toMatchObject({ method: 'POST', url: '/draft', body });
  const refused = await one.command('drafts.send', {
    method: 'GET',
    url: 'http://127.0.0.1:1/',
    headers: [],
  });
  expect(refused).toMatchObject({
    status: 200,
    value: { status: 'failed', attempts: [{ failure: { code: 'refused' } }] },
  });

  expect(await one.stop()).toBe(0);
  expect(one.stderr()).not.toContain('error');
  expect(existsSync(join(dataDir, 'hookbench.lock'))).toBe(false);
  const again = await start();
  expect((await listed(again)).map((item) => item.id)).toEqual([exchange.id]);
  expect(await again.stop('SIGINT')).toBe(0);
  target.close();
});

test('the control server and the capture listener are apart', async () => {
  const one = await start();
  const headers = { Authorization: `Bearer ${one.token}`, 'Content-Type': 'application/json' };
  const paths = ['/commands/bins.list', '/events', '/exchanges/exc_0/body'];
  for (const path of paths) {
    const answer = await fetch(`${one.captureUrl}${path}`, { method: 'POST', headers, body: '{}' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  }
  expect((await listed(one)).map((item) => item.target)).toEqual(paths.reverse());
  for (const path of ['/inbox', '/']) expect((await one.fetch(path)).status).toBe(404);
  expect(await listed(one)).toHaveLength(3);
});

test('with --forward the sender gets the reply of the destination, or a 502', async () => {
  const target = await receiver();
  const one = await start('--forward', `${target.url}/base`, '--host-header', 'eshop.localhost:80');
  const reply = await fetch(`${one.captureUrl}/inbox/order?id=1`, { method: 'POST', body: 'paid' });
  expect([reply.status, await reply.text()]).toEqual([201, 'taken']);
  const [forwarded] = target.received;
  expect(forwarded).toMatchObject({ method: 'POST', body: Buffer.from('paid') });
  expect(forwarded?.url).toMatch(/^\/base\/.*order\?id=1$/);
  const hostAt = forwarded?.headers.findIndex((name) => name.toLowerCase() === 'host') ?? -1;
  expect(forwarded?.headers[hostAt + 1]).toBe('eshop.localhost:80');
  const [item] = await listed(one);
  expect(item).toMatchObject({ outcome: { state: 'responded', status: 201 } });
  const got = (await one.command('exchanges.get', { id: item?.id })).value as CommandValue<'exchanges.get'>;
  expect(got.deliveries).toMatchObject([{ trigger: 'forward', status: 'responded', responseStatus: 201 }]);

  target.close();
  expect((await fetch(`${one.captureUrl}/inbox/order`, { method: 'POST', body: 'late' })).status).toBe(502);
  expect(await listed(one)).toHaveLength(2);
});

test('flags hold for the run, and what is set stays set', async () => {
  const one = await start();
  const port = await freePort();
  await one.command('settings.update', { sending: { timeoutMs: 1234 } });
  const stored = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8')) as { settings: unknown };
  expect(stored.settings).toMatchObject({
    sending: { timeoutMs: 1234 },
    capture: { port: 4567 },
    control: { isEnabled: false },
  });
  expect(await one.command('settings.update', { capture: { port } })).toMatchObject({ status: 200 });
  expect((await fetch(`http://127.0.0.1:${port}/inbox`)).status).toBe(200);
});

test('for people: a banner, a line per request, and nothing that steers the terminal', async () => {
  const child = spawn(process.execPath, [cli.path, 'listen', '--port', '0', '--data-dir', dataDir]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  const shows = async (part: RegExp) => {
    while (!part.test(text)) await once(child.stdout, 'data');
    return part.exec(text)?.[1] ?? '';
  };
  const url = await shows(/Endpoint {2}(\S+)\/inbox\n/);
  const sender = connect(Number(new URL(url).port), '127.0.0.1');
  const head =
    'POST /inbox/x HTTP/1.1\r\nHost: a\r\nContent-Type: \u009b2J\u00ff\r\nContent-Length: 5\r\n\r\n';
  sender.end(`${head}hello`, 'latin1');
  await shows(/POST +\/inbox\/x {2}5 B {2}(\S+)/);
  expect(text).toContain('\\x9b2J');

  expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f]/);
  // The reader goes away, as `| head` does: the next line finds nobody.
  child.stdout.destroy();
  const ended = once(child, 'exit');
  for (let at = 0; at < 3; at += 1) await fetch(url).catch(() => undefined);
  expect(await ended).toEqual([0, null]);
});

test.skipIf(process.platform === 'win32')('a second signal ends it at once', async () => {
  const one = await start();
  // Stopped, so that both are waiting when it goes on.
  one.child.kill('SIGSTOP');
  one.child.kill('SIGTERM');
  one.child.kill('SIGINT');
  const status = await one.stop('SIGCONT');
  expect([130, 143]).toContain(status);
});

test('killed under load, it lists every request it had acknowledged', async () => {
  const one = await start();
  const acknowledged: string[] = [];
  let sentCount = 0;
  const send = async (): Promise<void> => {
    for (;;) {
      const name = `n${sentCount++}`;
      const response = await fetch(`${one.captureUrl}/inbox/${name}`, {
        method: 'POST',
        body: `body of ${name}`,
      });
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`answered ${response.status}`);
      acknowledged.push(name);
      if (acknowledged.length === 400) void one.stop('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: 16 }, send));
  expect(acknowledged.length).toBeGreaterThanOrEqual(400);

  const again = await start();
  const names = new Set<string>();
  let cursor: string | undefined;
  do {
    const { value } = await again.command('exchanges.list', {
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const page = value as CommandValue<'exchanges.list'>;
    for (const item of page.items) names.add(item.target.slice('/inbox/'.length));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(acknowledged.filter((name) => !names.has(name))).toEqual([]);
});

test('a tunnel that can not start does not keep the command from capturing', async () => {
  const one = await start('--tunnel', 'ngrok');
  await one.line((line) => line.type === 'tunnel.changed' || one.stderr().includes('tunnel'));
  expect((await fetch(one.captureUrl)).status).toBe(200);
  expect(await one.stop()).toBe(0);
});
