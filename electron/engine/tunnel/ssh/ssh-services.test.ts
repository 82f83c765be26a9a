import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { SshOptions } from '../../../../shared/model/tunnel-options.ts';
import { buildEntry } from '../../testing/build-entry.ts';
import { startSshService } from './testing/ssh-service.ts';
import { makeSshTunnel } from './testing/ssh-tunnel.ts';

/** The public services, played by a stand-in that prints what users saw them print. */

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
