import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CommandValue } from '../shared/ipc/contract.ts';
import { startSshd } from './engine/tunnel/ssh/testing/sshd.ts';
import { buildCli, type BuiltCli } from './headless/testing/build-cli.ts';
import { receiver } from './headless/testing/receiver.ts';
import { startCli, type RunningCli } from './headless/testing/run-cli.ts';

/** Tunnels and ngrok commands on the command line, as it is shipped. */

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

test('an ngrok command in words has its effect, and says what it did', async () => {
  const shop = await receiver();
  try {
    const one = await start(
      'ngrok',
      'http',
      '-host-header',
      'eshop.localhost',
      '--oauth',
      'google',
      shop.url,
    );
    const told = await one.line(({ type }) => type === 'ngrokCommand');
    expect(told['does']).toContain('Sends it the Host header eshop.localhost in place of the public one.');
    expect(told['unsupported']).toMatchObject([{ flag: '--oauth' }]);
    await fetch(`${one.captureUrl}/orders`, { method: 'POST', body: 'x' });
    expect(shop.received[0]).toMatchObject({ method: 'POST', url: '/orders' });
    expect(shop.received[0]?.headers).toContain('eshop.localhost');
    const { value } = await one.command('bins.list');
    const { bins } = value as CommandValue<'bins.list'>;
    expect(bins[0]?.forwards).toMatchObject([{ url: shop.url, hostHeader: 'eshop.localhost' }]);
    // Without an authtoken the tunnel says so; the local side works.
    const failed = await one.line(
      ({ type, tunnel }) => type === 'tunnel.changed' && (tunnel as { state: string }).state === 'failed',
    );
    expect(JSON.stringify(failed)).toContain('no_authtoken');
  } finally {
    shop.close();
  }
});

test('--tunnel ssh reaches an own server whose fingerprint is given, and talks to no other', async () => {
  const sshd = await startSshd();
  try {
    const server = [
      '--tunnel',
      'ssh',
      '--ssh-server',
      `${sshd.user}@127.0.0.1:${sshd.port}`,
      '--ssh-key',
      sshd.keyPath,
    ];
    const unknown = await start(...server);
    const refused = await unknown.line(
      ({ type, tunnel }) => type === 'tunnel.changed' && (tunnel as { state: string }).state === 'failed',
    );
    expect(JSON.stringify(refused)).toContain(sshd.fingerprint);
    await unknown.stop();
    const known = await start(...server, '--ssh-fingerprint', sshd.fingerprint);
    const online = await known.line(
      ({ type, tunnel }) => type === 'tunnel.changed' && (tunnel as { state: string }).state === 'online',
    );
    const { publicUrl } = online['tunnel'] as { publicUrl: string };
    expect((await fetch(`${publicUrl}/inbox`, { method: 'POST', body: 'x' })).status).toBe(200);
    const captured = await known.line(({ type }) => type === 'exchange.captured');
    expect(captured['exchange']).toMatchObject({ via: 'tunnel', remoteAddress: '127.0.0.1' });
  } finally {
    await sshd.close();
  }
});
