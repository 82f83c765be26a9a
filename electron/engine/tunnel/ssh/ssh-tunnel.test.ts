import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { KnownHost } from '../../../../shared/model/known-host.ts';
import type { Tunnel, TunnelState } from '../../../../shared/model/tunnel.ts';
import { SshOptions } from '../../../../shared/model/tunnel-options.ts';
import { systemClock } from '../../clock.ts';
import { buildEntry } from '../../testing/build-entry.ts';
import { createCarriers } from '../carriers.ts';
import { spawnTunnelChild } from '../spawn-child.ts';
import { createTunnel } from '../tunnel.ts';
import { createVisitors } from '../visitors.ts';
import { startSshService } from './testing/ssh-service.ts';
import { makeKey, startSshd, type Sshd, type SshdOptions } from './testing/sshd.ts';

vi.setConfig({ testTimeout: 20_000 });
let programPath: string;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  programPath = await buildEntry(new URL('../tunnel-process.ts', import.meta.url));
}, 30_000);

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A tunnel that leads to a small application, which answers with what it was sent. */
async function makeTunnel(secrets: Record<string, string> = {}) {
  const seen: IncomingMessage[] = [];
  const app = createServer((request, response) => {
    seen.push(request);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.headers['x-end'] !== undefined) response.shouldKeepAlive = false;
      response.end(Buffer.concat(chunks));
    });
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const { port } = app.address() as AddressInfo;
  const changes: Tunnel[] = [];
  const watchers = new Set<(tunnel: Tunnel) => void>();
  const knownHosts: KnownHost[] = [];
  const visitors = createVisitors();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const carrier = createCarriers({
    clock: systemClock,
    log,
    secrets: { get: (name) => Promise.resolve(secrets[name]) },
    spawn: spawnTunnelChild(programPath),
    visitors,
    ingressPort: () => port,
    knownHosts: () => knownHosts,
    addresses: () => [],
    listen: () => Promise.reject(new Error('not in this test')),
    localPort: () => 0,
    timings: { heartbeatIntervalSeconds: 1, listenTimeoutMs: 1500 },
  });
  const tunnel = createTunnel({
    clock: systemClock,
    log,
    carrier,
    onChange(changed) {
      changes.push(changed);
      for (const watcher of [...watchers]) watcher(changed);
    },
  });
  cleanups.push(async () => {
    await tunnel.close();
    app.closeAllConnections();
    app.close();
  });
  const next = (satisfies: (tunnel: Tunnel) => boolean) =>
    new Promise<Tunnel>((resolve) => {
      const watcher = (changed: Tunnel) => {
        if (!satisfies(changed)) return;
        watchers.delete(watcher);
        resolve(changed);
      };
      watchers.add(watcher);
    });
  return {
    tunnel,
    changes,
    knownHosts,
    seen,
    visitors,
    next,
    reaches: (state: TunnelState) =>
      tunnel.status().state === state
        ? Promise.resolve(tunnel.status())
        : next((changed) => changed.state === state),
    trust: ({ port: sshPort, fingerprint }: { port: number; fingerprint: string }) =>
      knownHosts.push({
        host: '127.0.0.1',
        port: sshPort,
        keyType: 'ssh-ed25519',
        fingerprint,
        trustedAt: 0,
      }),
  };
}

async function startServer(options?: SshdOptions): Promise<Sshd> {
  const sshd = await startSshd(options);
  cleanups.push(() => sshd.close());
  return sshd;
}

const optionsFor = (sshd: Sshd, more: Partial<SshOptions> = {}): SshOptions =>
  SshOptions.parse({
    provider: 'ssh',
    service: 'custom',
    host: '127.0.0.1',
    port: sshd.port,
    user: sshd.user,
    auth: { kind: 'key', path: sshd.keyPath },
    ...more,
  });

describe('against OpenSSH’s own server', () => {
  test('a server seen for the first time is not talked to before its fingerprint is confirmed', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust } = await makeTunnel();
    await tunnel.start(optionsFor(sshd));
    const failed = await reaches('failed');
    expect(failed.error?.code).toBe('host_key_unknown');
    expect(failed.error?.message).toContain(sshd.fingerprint);
    expect(failed.hostKey).toEqual({
      host: '127.0.0.1',
      port: sshd.port,
      keyType: 'ssh-ed25519',
      fingerprint: sshd.fingerprint,
    });
    expect(sshd.log()).not.toContain('Accepted publickey');
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    const online = await reaches('online');
    expect(online).not.toHaveProperty('error');
    expect(online.through).toBe('127.0.0.1');
  });

  test('requests arrive through it whole, and the address of each visitor is told', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust, seen, visitors } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    const { publicUrl = '' } = await reaches('online');
    expect(publicUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = Buffer.alloc(5_000_000, 'hookbench ');
    const reply = await fetch(`${publicUrl}/inbox`, { method: 'POST', body });
    expect(Buffer.from(await reply.arrayBuffer()).equals(body)).toBe(true);
    expect(visitors.take(seen[0]?.socket.remotePort ?? 0)).toEqual({
      remoteAddress: '127.0.0.1',
      scheme: 'http',
    });
    // A reply that ends its connection comes whole all the same.
    const last = await fetch(publicUrl, { method: 'POST', body, headers: { 'X-End': 'yes' } });
    expect((await last.arrayBuffer()).byteLength).toBe(body.length);
    const many = await Promise.all(
      Array.from({ length: 40 }, (_, at) => fetch(`${publicUrl}/${at}`, { method: 'POST', body: `${at}` })),
    );
    expect(await Promise.all(many.map((each) => each.text()))).toEqual(
      Array.from({ length: 40 }, (_, at) => `${at}`),
    );
    await tunnel.stop();
    await expect(fetch(publicUrl)).rejects.toThrow();
  });

  test('a session that is killed is replaced, at the same URL', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust, next, changes } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    const { publicUrl = '' } = await reaches('online');
    const lost = next(({ state }) => state === 'reconnecting');
    await sshd.dropSessions();
    expect((await lost).error?.code).toBe('ssh_lost');
    const back = await reaches('online');
    expect(back.publicUrl).toBe(publicUrl);
    expect(await (await fetch(publicUrl, { method: 'POST', body: 'again' })).text()).toBe('again');
    expect(changes.map(({ state }) => state)).toContain('reconnecting');
  });

  test('a server that is gone for a while is waited for', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust, next } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    await reaches('online');
    const gone = next(({ error }) => error?.code === 'ssh_unreachable');
    await sshd.stop();
    expect((await gone).state).toBe('reconnecting');
    await sshd.start();
    await reaches('online');
  });

  test('a server that answers no more is given up after two beats', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust, next } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    await reaches('online');
    const silent = next(({ error }) => error?.code === 'ssh_not_answering');
    await sshd.freezeSessions();
    expect((await silent).state).toBe('reconnecting');
  });

  test('another host key than the known one is refused loudly, and heals by no retry', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust, next } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    await reaches('online');
    const failed = next(({ state }) => state === 'failed');
    await sshd.stop();
    await sshd.start({ isNewHostKey: true });
    const { error, hostKey } = await failed;
    expect(error?.code).toBe('host_key_changed');
    expect(error?.message).toContain('CHANGED');
    expect(hostKey?.fingerprint).toBe(sshd.fingerprint);
    const log = sshd.log().slice(sshd.log().lastIndexOf('Server listening'));
    expect(log).not.toContain('Accepted');
  });

  test('a key that the server does not know is a failure with its next step', async () => {
    const sshd = await startServer();
    const folder = await mkdtemp(join(tmpdir(), 'hookbench-key-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const path = await makeKey(folder, 'other');
    const { tunnel, reaches, trust } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd, { auth: { kind: 'key', path } }));
    const { error } = await reaches('failed');
    expect(error?.code).toBe('ssh_auth_failed');
    expect(error?.message).toContain(sshd.user);
  });

  test('a server that forbids forwarding is a failure with its next step', async () => {
    const sshd = await startServer({ isForwardingAllowed: false });
    const { tunnel, reaches, trust } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd));
    const { error } = await reaches('failed');
    expect(error?.code).toBe('ssh_forward_refused');
    expect(error?.message).toContain('AllowTcpForwarding');
  });

  test('a public URL that is set is the one that is shown', async () => {
    const sshd = await startServer();
    const { tunnel, reaches, trust } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd, { publicUrl: 'https://hooks.example.com' }));
    expect((await reaches('online')).publicUrl).toBe('https://hooks.example.com');
  });

  test('an agent proves who we are', async () => {
    const sshd = await startServer();
    const folder = await mkdtemp(join(tmpdir(), 'hookbench-agent-'));
    const socketPath = join(folder, 'agent');
    const agent = spawn('ssh-agent', ['-D', '-a', socketPath], { stdio: ['ignore', 'pipe', 'ignore'] });
    cleanups.push(async () => {
      agent.kill();
      await rm(folder, { recursive: true });
    });
    await once(agent.stdout, 'data');
    const add = spawn('ssh-add', ['-q', sshd.keyPath], {
      env: { ...process.env, SSH_AUTH_SOCK: socketPath },
    });
    expect(await once(add, 'exit')).toEqual([0, null]);
    vi.stubEnv('SSH_AUTH_SOCK', socketPath);
    cleanups.push(() => vi.unstubAllEnvs());
    const { tunnel, reaches, trust } = await makeTunnel();
    trust(sshd);
    await tunnel.start(optionsFor(sshd, { auth: { kind: 'agent' } }));
    await reaches('online');
  });

  test('a locked key opens with the secret that is named, and with no other', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hookbench-key-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const path = await makeKey(folder, 'locked', 'open sesame');
    const sshd = await startServer();
    const { tunnel, trust } = await makeTunnel({ wrong: 'x', right: 'open sesame' });
    trust(sshd);
    const codeWith = async (passphraseSecretName?: string) => {
      const auth = {
        kind: 'key' as const,
        path,
        ...(passphraseSecretName === undefined ? {} : { passphraseSecretName }),
      };
      return (await tunnel.start(optionsFor(sshd, { auth }))).error?.code;
    };
    expect(await codeWith()).toBe('ssh_key_locked');
    expect(await codeWith('wrong')).toBe('ssh_key_locked');
    expect(await codeWith('absent')).toBe('ssh_secret_missing');
    expect(await codeWith('right')).toBeUndefined();
    expect(JSON.stringify(tunnel.status())).not.toContain('sesame');
  });

  test('what can not be a key is told before anything is sent', async () => {
    const sshd = await startServer();
    const { tunnel } = await makeTunnel();
    const codeOf = async (path: string) =>
      (await tunnel.start(optionsFor(sshd, { auth: { kind: 'key', path } }))).error?.code;
    expect(await codeOf('/no/such/key')).toBe('ssh_key_missing');
    expect(await codeOf(`${sshd.keyPath}.pub`)).toBe('ssh_key_invalid');
    expect(await readFile(sshd.keyPath, 'utf8')).toContain('PRIVATE KEY');
    expect(sshd.log()).not.toContain('Connection from');
  });
});

describe('the public services', () => {
  const cases = [
    [
      'localhost.run',
      [
        'Welcome to localhost.run!\r\nFollow your favourite reverse tunnel at [https://twitter.com/localhost_run].\r\n',
        '\u001b[1m9239ab27.lhr.life tunneled with tls ter',
        'mination, https://9239ab27.lhr.life\u001b[0m\r\n',
      ],
      'https://9239ab27.lhr.life',
      'localhost:80',
    ],
    [
      'serveo.net',
      [
        '\u001b[32mForwarding HTTP traffic from https://2757a812-91-93.serveousercontent.com\u001b[0m\r\nTip: https://console.serveo.net/settings\r\n',
      ],
      'https://2757a812-91-93.serveousercontent.com',
      'localhost:80',
    ],
    [
      'pinggy.io',
      [
        'You are not authenticated.\nYour tunnel will expire in 60 minutes. Upgrade to Pinggy Pro: https://dashboard.pinggy.io\n',
        'http://rnatl-203-0.a.free.pinggy.link\nhttps://rnatl-203-0.a.free.pinggy.link\n',
      ],
      'https://rnatl-203-0.a.free.pinggy.link',
      'localhost:0',
    ],
  ] as const;

  test.each(cases)('%s says its URL in what it prints', async (service, prints, url, forward) => {
    const standIn = await startSshService({ prints });
    cleanups.push(() => standIn.close());
    const { tunnel, reaches, trust, seen, visitors } = await makeTunnel();
    trust(standIn);
    await tunnel.start(SshOptions.parse({ provider: 'ssh', service, host: '127.0.0.1', port: standIn.port }));
    const online = await reaches('online');
    expect([online.publicUrl, online.through]).toEqual([url, service]);
    expect([standIn.forwards, standIn.proofs]).toEqual([[forward], ['none']]);
    expect(standIn.commands).toEqual(service === 'pinggy.io' ? ['x:xff'] : []);
    const answer = await standIn.visit(
      'POST / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 203.0.113.7\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 .*hi/s);
    // Their proxies write the visitor's address into the request: nothing else is told.
    expect(visitors.take(seen[0]?.socket.remotePort ?? 0)).toBeUndefined();
  });

  test('one that prints no URL is a failure that quotes it', async () => {
    const standIn = await startSshService({
      prints: ['\u001b[31mToo many tunnels\u001b[0m for your address.\r\n'],
    });
    cleanups.push(() => standIn.close());
    const { tunnel, reaches, trust } = await makeTunnel();
    trust(standIn);
    const answered = tunnel.start(
      SshOptions.parse({ provider: 'ssh', service: 'serveo.net', host: '127.0.0.1', port: standIn.port }),
    );
    await answered;
    const failed = await reaches('failed');
    expect(failed.error?.message).toContain('it said: Too many tunnels for your address.');
  });

  test('a password is a secret by its name', async () => {
    const standIn = await startSshService({ prints: [], password: 'tr0ub4dor&3' });
    cleanups.push(() => standIn.close());
    const { tunnel, reaches, trust } = await makeTunnel({ good: 'tr0ub4dor&3', bad: 'guess' });
    trust(standIn);
    const options = (secretName: string) =>
      SshOptions.parse({
        provider: 'ssh',
        service: 'custom',
        host: '127.0.0.1',
        port: standIn.port,
        user: 'me',
        remotePort: 8080,
        auth: { kind: 'password', secretName },
      });
    await tunnel.start(options('bad'));
    expect((await reaches('failed')).error?.code).toBe('ssh_auth_failed');
    await tunnel.start(options('good'));
    expect((await reaches('online')).publicUrl).toBe('http://127.0.0.1:8080');
  });
});

test('what does not speak SSH, and what is not there, are told apart', async () => {
  const { tunnel, reaches, next } = await makeTunnel();
  const web = createServer((_, response) => response.end());
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const { port } = web.address() as AddressInfo;
  const options = SshOptions.parse({
    provider: 'ssh',
    service: 'custom',
    host: '127.0.0.1',
    port,
    user: 'me',
  });
  await tunnel.start(options);
  expect((await reaches('failed')).error?.code).toBe('ssh_handshake_failed');
  const unreachable = next(({ error }) => error !== undefined);
  web.closeAllConnections();
  await new Promise((resolve) => web.close(resolve));
  await tunnel.start(options);
  expect(await unreachable).toMatchObject({ state: 'reconnecting', error: { code: 'ssh_unreachable' } });
});
