import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { siteText, startApache } from '../../electron/engine/testing/apache.ts';
import { buildEntry } from '../../electron/engine/testing/build-entry.ts';
import { openEngine } from '../../electron/engine/testing/engine-harness.ts';
import { spawnTunnelChild } from '../../electron/engine/tunnel/spawn-child.ts';
import { startNgrokEdge } from './ngrok-edge.ts';
import { visit } from './visit.ts';

/** The old command against a real Apache, through the native client of ngrok; the window is in ngrok-command.spec.ts. */

vi.setConfig({ testTimeout: 30_000 });
const token = '2dQhS7xTestOnlyTokenOfNoAccount_5Zk3pWv9RbYc';
let programPath: string;
const cleanups: (() => unknown)[] = [];

beforeAll(async () => {
  programPath = await buildEntry(new URL('../../electron/engine/tunnel/tunnel-process.ts', import.meta.url));
}, 30_000);
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

test('with the rewrite a visitor reaches the right virtual host, without it the wrong one', async () => {
  const apache = await startApache(['other.localhost', 'eshop.localhost']);
  cleanups.push(() => apache.close());
  const edge = await startNgrokEdge({ authtokens: [token] });
  cleanups.push(() => edge.close());
  const { call, engine, close } = await openEngine({ spawnTunnelProcess: spawnTunnelChild(programPath) });
  cleanups.push(close);
  const online = new Promise<void>((resolve) => {
    engine.subscribe((event) => {
      if (event.type === 'tunnel.changed' && event.tunnel.state === 'online') resolve();
    });
  });
  await call('settings.update', {
    tunnel: { provider: 'ngrok', serverAddr: edge.serverAddr, caPath: edge.caPath },
  });
  const visitShop = async () => {
    const { publicUrl = '' } = await call('tunnel.status', {});
    const reply = await visit(publicUrl, { method: 'POST', target: '/cart/7?pay=1', body: 'x' });
    return [reply.status, reply.body.toString()];
  };

  await call('ngrokCommand.apply', { command: `ngrok http --authtoken ${token} ${apache.port}` });
  await online;
  expect(await visitShop()).toEqual([200, siteText('other.localhost')]);
  await call('ngrokCommand.apply', { command: `ngrok http -host-header eshop.localhost ${apache.port}` });
  expect(await visitShop()).toEqual([200, siteText('eshop.localhost')]);
  await call('ngrokCommand.apply', {
    command: `ngrok http -host-header=rewrite eshop.localhost:${apache.port}`,
  });
  expect(await visitShop()).toEqual([200, siteText('eshop.localhost')]);
  const requests = await apache.requests(3);
  expect(requests.map((line) => line.split(' ').slice(2).join(' '))).toEqual(
    Array.from({ length: 3 }, () => 'POST /cart/7?pay=1 200'),
  );
  expect(requests[1]).toMatch(/^eshop\.localhost eshop\.localhost /);
  // Every request was captured too, as the visitor sent it.
  const { items } = await call('exchanges.list', {});
  expect(items.map(({ target, via }) => [target, via])).toEqual(
    Array.from({ length: 3 }, () => ['/cart/7?pay=1', 'tunnel']),
  );
});
