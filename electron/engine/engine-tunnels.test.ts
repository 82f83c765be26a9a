import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { SshOptions, type TunnelOptions } from '../../shared/model/tunnel-options.ts';
import { buildEntry } from './testing/build-entry.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';
import { spawnTunnelChild } from './tunnel/spawn-child.ts';
import { startSshd, type Sshd } from './tunnel/ssh/testing/sshd.ts';

/** The engine with real servers: OpenSSH's, and the loopback network as if it were a LAN. */

vi.setConfig({ testTimeout: 20_000 });
let programPath: string;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  programPath = await buildEntry(new URL('tunnel/tunnel-process.ts', import.meta.url));
}, 30_000);

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open() {
  const harness = await openEngine({ spawnTunnelProcess: spawnTunnelChild(programPath) });
  cleanups.push(() => harness.close());
  const events: HookbenchEvent[] = [];
  const watchers = new Set<() => void>();
  cleanups.push(
    harness.engine.subscribe((event) => {
      events.push(event);
      for (const watcher of [...watchers]) watcher();
    }),
  );
  /** Resolves once an event satisfies, which may be one of before. */
  const until = <Type extends HookbenchEvent['type']>(
    type: Type,
    satisfies: (event: Extract<HookbenchEvent, { type: Type }>) => boolean = () => true,
    since = 0,
  ) =>
    new Promise<Extract<HookbenchEvent, { type: Type }>>((resolve) => {
      const look = () => {
        const found = events
          .slice(since)
          .find(
            (event): event is Extract<HookbenchEvent, { type: Type }> =>
              event.type === type && satisfies(event as never),
          );
        if (found === undefined) return;
        watchers.delete(look);
        resolve(found);
      };
      watchers.add(look);
      look();
    });
  return { ...harness, events, until };
}

async function startServer(): Promise<Sshd> {
  const sshd = await startSshd();
  cleanups.push(() => sshd.close());
  return sshd;
}

const sshOptions = (sshd: Sshd): SshOptions =>
  SshOptions.parse({
    provider: 'ssh',
    service: 'custom',
    host: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    auth: { kind: 'key', path: sshd.keyPath },
  });

const trust = (call: EngineHarness['call'], sshd: Sshd) =>
  call('tunnel.trustHost', {
    host: '127.0.0.1',
    port: sshd.port,
    keyType: 'ssh-ed25519',
    fingerprint: sshd.fingerprint,
  });

const loopback: TunnelOptions = { provider: 'lan', interfaceName: loopbackName(), address: '127.0.0.2' };

function loopbackName(): string {
  return process.platform === 'linux' ? 'lo' : 'lo0';
}

test('through sshd itself a visitor is known by the connection, not by what the visitor writes', async () => {
  const sshd = await startServer();
  const { call, until } = await open();
  await trust(call, sshd);
  await call('tunnel.start', sshOptions(sshd));
  const { tunnel } = await until('tunnel.changed', (event) => event.tunnel.state === 'online');
  await fetch(`${tunnel.publicUrl ?? ''}/inbox`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': '198.51.100.1', 'X-Forwarded-Proto': 'https' },
  });
  const { exchange } = await until('exchange.captured');
  const { request } = await call('exchanges.get', { id: exchange.id });
  expect([request.remoteAddress, request.scheme, request.via]).toEqual(['127.0.0.1', 'http', 'tunnel']);
});

test('behind a proxy the visitor is whom the proxy names', async () => {
  const sshd = await startServer();
  const { call, until } = await open();
  await trust(call, sshd);
  await call('tunnel.start', { ...sshOptions(sshd), isBehindProxy: true });
  const { tunnel } = await until('tunnel.changed', (event) => event.tunnel.state === 'online');
  await fetch(`${tunnel.publicUrl ?? ''}/inbox`, {
    headers: { 'X-Forwarded-For': '10.0.0.1, 198.51.100.1' },
  });
  const { exchange } = await until('exchange.captured');
  expect(exchange).toMatchObject({ remoteAddress: '198.51.100.1', via: 'tunnel' });
});

test('a server is known by one key until that is forgotten on purpose', async () => {
  const { call, until } = await open();
  const key = {
    host: 'ssh.example.com',
    port: 22,
    keyType: 'ssh-ed25519',
    fingerprint: `SHA256:${'a'.repeat(43)}`,
  };
  const other = { ...key, fingerprint: `SHA256:${'b'.repeat(43)}` };
  expect((await call('tunnel.trustHost', key)).knownHosts).toMatchObject([key]);
  expect((await call('tunnel.trustHost', key)).knownHosts).toHaveLength(1);
  await expect(call('tunnel.trustHost', other)).rejects.toMatchObject({ code: 'conflict' });
  await expect(call('tunnel.trustHost', { ...key, fingerprint: 'SHA256:short' })).rejects.toMatchObject({
    code: 'bad_input',
  });
  expect((await call('tunnel.forgetHost', { host: key.host, port: 22 })).knownHosts).toEqual([]);
  expect((await call('tunnel.trustHost', other)).knownHosts).toMatchObject([other]);
  await until(
    'settings.changed',
    ({ settings }) => settings.knownHosts[0]?.fingerprint === other.fingerprint,
  );
});

test('a LAN tunnel listens at the chosen address, at no other, and not any more when it is stopped', async () => {
  const { call, until, engine } = await open();
  const { addresses } = await call('tunnel.interfaces', {});
  expect(addresses).toContainEqual({
    interfaceName: loopbackName(),
    address: '127.0.0.1',
    family: 'IPv4',
    isInternal: true,
  });
  await call('tunnel.start', loopback);
  const { tunnel } = await until('tunnel.changed', (event) => event.tunnel.state === 'online');
  const { port } = new URL(engine.captureUrl);
  expect(tunnel).toMatchObject({
    provider: 'lan',
    through: loopbackName(),
    publicUrl: `http://127.0.0.2:${port}`,
  });
  await fetch(`${tunnel.publicUrl ?? ''}/inbox`, { headers: { 'X-Forwarded-For': '198.51.100.1' } });
  const { exchange } = await until('exchange.captured');
  // Nobody stands between: what the sender writes about its address counts for nothing.
  expect(exchange.via).toBe('local');
  expect(exchange.remoteAddress).toMatch(/^127\./);
  expect(await isOpen('127.0.0.3', Number(port))).toBe(false);
  await call('tunnel.stop', {});
  expect(await isOpen('127.0.0.2', Number(port))).toBe(false);
});

test('a LAN port that is in use is told', async () => {
  const { call, until } = await open();
  const blocker = createServer().listen(0, '127.0.0.2');
  cleanups.push(() => blocker.close());
  await once(blocker, 'listening');
  const address = blocker.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await call('tunnel.start', { ...loopback, port });
  const { tunnel } = await until('tunnel.changed', (event) => event.tunnel.state === 'failed');
  expect(tunnel.error).toMatchObject({
    code: 'address_unavailable',
    message: expect.stringContaining('in use') as string,
  });
});

test('another takes over within ten seconds, and the first coming back changes nothing until it is asked for', async () => {
  const sshd = await startServer();
  const { call, until, events } = await open();
  await trust(call, sshd);
  await call('settings.update', { standby: { isTakeoverOn: true, tunnels: [loopback] } });
  await call('tunnel.start', sshOptions(sshd));
  await until('tunnel.changed', (event) => event.tunnel.state === 'online');
  const startedAt = performance.now();
  await sshd.stop();
  const tookOver = await until('tunnel.tookOver');
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(tookOver).toMatchObject({
    from: { provider: 'ssh' },
    to: { provider: 'lan' },
    error: { code: 'ssh_unreachable' },
  });
  const status = await call('tunnel.status', {});
  expect(status).toMatchObject({ provider: 'lan', state: 'online', standsInFor: { provider: 'ssh' } });
  expect((await fetch(`${status.publicUrl ?? ''}/inbox`)).status).toBe(200);

  const since = events.length;
  await sshd.start();
  expect((await fetch(`${status.publicUrl ?? ''}/inbox`)).status).toBe(200);
  expect(sshd.log().split('Server listening').at(-1)).not.toContain('Accepted');
  await call('tunnel.start', sshOptions(sshd));
  const { tunnel } = await until('tunnel.changed', (event) => event.tunnel.state === 'online', since);
  expect(tunnel.provider).toBe('ssh');
  expect(tunnel).not.toHaveProperty('standsInFor');
});

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
