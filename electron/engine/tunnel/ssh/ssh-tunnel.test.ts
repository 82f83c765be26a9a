import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { SshOptions } from '../../../../shared/model/tunnel-options.ts';
import { buildEntry } from '../../testing/build-entry.ts';
import { makeSshTunnel } from './testing/ssh-tunnel.ts';
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

async function makeTunnel(secrets: Record<string, string> = {}) {
  const made = await makeSshTunnel(programPath, secrets);
  cleanups.push(() => made.close());
  return made;
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
    vi.stubEnv('HOME', dirname(sshd.keyPath));
    cleanups.push(() => vi.unstubAllEnvs());
    expect(await codeOf('~/user_key.pub')).toBe('ssh_key_invalid');
    expect(await codeOf(`${sshd.keyPath}.pub`)).toBe('ssh_key_invalid');
    expect(await readFile(sshd.keyPath, 'utf8')).toContain('PRIVATE KEY');
    expect(sshd.log()).not.toContain('Connection from');
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
