import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** What a command becomes in a whole engine; its spellings are in shared/formats/ngrok-command.test.ts. */

let harness: EngineHarness;
let call: EngineHarness['call'];

beforeEach(async () => {
  harness = await openEngine();
  ({ call } = harness);
});
afterEach(() => harness.close());

const inbox = async () => {
  const { bins } = await call('bins.list', {});
  const [bin] = bins;
  if (bin === undefined) throw new Error('no Inbox');
  return bin;
};
const apply = (command: string) => call('ngrokCommand.apply', { command, tunnel: 'none' });

test('a plan says what it will do, and does nothing', async () => {
  const before = await call('state.snapshot', {});
  const plan = await call('ngrokCommand.plan', {
    command:
      'ngrok http -host-header eshop.localhost --basic-auth "falken:joshua42" --oauth google -log stdout --domain shop.ngrok.app 80',
  });
  expect(plan).toMatchObject({
    kind: 'http',
    targetUrl: 'http://localhost:80',
    hostHeader: 'eshop.localhost',
    domain: 'shop.ngrok.app',
    does: [
      'Sends every request of Inbox on to http://localhost:80, and answers with its reply.',
      'Sends it the Host header eshop.localhost in place of the public one.',
      'Lets in only who signs in as falken (Basic auth); the password is kept as the secret ngrok.inbox.password.',
      'Starts the ngrok tunnel at https://shop.ngrok.app.',
    ],
    unsupported: [{ flag: '--oauth' }],
    withoutEffect: [{ flag: '--log' }],
  });
  expect(JSON.stringify(plan)).not.toContain('joshua42');
  expect(await call('state.snapshot', {})).toEqual(before);
});

test('applied, requests reach the target under the name it is known by, and only with the password', async () => {
  const seen: IncomingMessage[] = [];
  const app = createServer((request, response) => {
    seen.push(request);
    response.end(`the shop at ${request.headers.host ?? ''}`);
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const { port } = app.address() as AddressInfo;
  try {
    await apply(`ngrok http -host-header=eshop.localhost -auth="falken:joshua42" 127.0.0.1:${port}`);
    const url = `${harness.engine.captureUrl}/orders?id=7`;
    const refused = await fetch(url);
    expect([refused.status, seen.length]).toEqual([401, 0]);
    const reply = await fetch(url, { headers: { Authorization: `Basic ${btoa('falken:joshua42')}` } });
    expect(await reply.text()).toBe('the shop at eshop.localhost');
    expect(seen[0]?.url).toBe('/orders?id=7');
  } finally {
    app.close();
    app.closeAllConnections();
  }
});

test('the same command again changes nothing; another takes its place; what the user set up stays', async () => {
  const { id } = await inbox();
  await call('bins.update', { id, guards: [{ id: 'grd_mine', kind: 'https', isEnabled: false }] });
  const first = await apply('ngrok http --cidr-allow 10.0.0.0/8 --basic-auth a:12345678 8080');
  expect([
    first.isChanged,
    (await apply('ngrok http -auth a:12345678 -cidr-allow=10.0.0.0/8 8080')).isChanged,
  ]).toEqual([true, false]);
  const again = await inbox();
  expect(again.forwards.map(({ url }) => url)).toEqual(['http://localhost:8080']);
  await apply('ngrok http --cidr-allow 192.168.0.0/16 3000');
  const { forwards, guards } = await inbox();
  expect(forwards.map(({ url }) => url)).toEqual(['http://localhost:3000']);
  expect(guards).toMatchObject([{ id: 'grd_mine' }, { kind: 'ipRange', ranges: ['192.168.0.0/16'] }]);
});

test('undo takes everything back, secrets too', async () => {
  await call('secrets.set', { name: 'ngrok.authtoken', value: 'the-one-before' });
  const before = await inbox();
  const { settings } = await call('state.snapshot', {});
  await call('ngrokCommand.apply', {
    command:
      'ngrok http --authtoken other --domain shop.ngrok.app --verify-webhook stripe --verify-webhook-secret whsec_0123456789 8080',
    tunnel: 'none',
  });
  const applied = await inbox();
  expect(applied.signing).toMatchObject({ providerId: 'stripe', secretNames: ['ngrok.inbox.webhook'] });
  expect(applied.guards).toMatchObject([{ kind: 'signature' }]);
  await call('ngrokCommand.undo', {});
  const { forwards, guards, signing } = await inbox();
  expect({ forwards, guards, signing }).toEqual({
    forwards: before.forwards,
    guards: before.guards,
    signing: before.signing,
  });
  expect((await call('settings.get', {})).tunnel).toEqual(settings.tunnel);
  expect((await call('secrets.status', {})).secrets).toEqual([{ name: 'ngrok.authtoken', ending: 'fore' }]);
  await expect(call('ngrokCommand.undo', {})).rejects.toMatchObject({ code: 'not_found' });
});

test('the tunnel is set up with what the settings say of ngrok, and started', async () => {
  await call('settings.update', {
    tunnel: { provider: 'ssh', service: 'localhost.run' },
    standby: { tunnels: [{ provider: 'ngrok', serverAddr: 'edge.test:443' }] },
  });
  const { tunnel } = await call('ngrokCommand.apply', {
    command: 'ngrok http --url https://shop.ngrok.app 8080',
  });
  // There is no authtoken here: it says so.
  expect(tunnel).toMatchObject({ provider: 'ngrok', state: 'failed', error: { code: 'no_authtoken' } });
  const { tunnel: first, standby } = await call('settings.get', {});
  expect(first).toEqual({ provider: 'ngrok', serverAddr: 'edge.test:443', domain: 'shop.ngrok.app' });
  expect(standby.tunnels.map(({ provider }) => provider)).toEqual(['ssh']);
});

test('through the tunnel that is set up first, a domain of ngrok’s means nothing', async () => {
  await call('settings.update', { tunnel: { provider: 'lan', interfaceName: 'no-such-interface' } });
  const plan = await call('ngrokCommand.plan', {
    command: 'ngrok http --domain shop.ngrok.app 80',
    tunnel: 'current',
  });
  expect(plan.does.at(-1)).toBe('Starts the LAN tunnel through no-such-interface.');
  expect(plan.unsupported).toMatchObject([{ flag: '--domain' }]);
});

test('an authtoken is kept and not shown', async () => {
  const value = await call('ngrokCommand.apply', {
    command: 'ngrok config add-authtoken 2abc_DEF0123456789',
  });
  expect(JSON.stringify(value)).not.toContain('2abc');
  expect((await call('secrets.status', {})).secrets).toMatchObject([{ name: 'ngrok.authtoken' }]);
});

test.each([
  ['ngrok tcp 22', 'ngrok tcp is not supported'],
  ['ngrok http file:///var/www', 'serves no files'],
  ['ngrok http --cidr-allow 999.0.0.0/8 80', '--cidr-allow'],
  ['echo hello', 'no ngrok command'],
])('%s is refused before anything is changed', async (command, part) => {
  const before = await call('state.snapshot', {});
  await expect(apply(command)).rejects.toMatchObject({
    code: 'bad_input',
    message: expect.stringContaining(part) as string,
  });
  expect(await call('state.snapshot', {})).toEqual(before);
});

test('one that makes no sense to a bin that is not there is refused', async () => {
  await expect(
    call('ngrokCommand.plan', { command: 'ngrok http 80', binId: 'bin_none' }),
  ).rejects.toMatchObject({ code: 'not_found' });
});
