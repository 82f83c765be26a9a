import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CommandError } from '../../../../shared/ipc/envelope.ts';
import type { LanOptions } from '../../../../shared/model/tunnel-options.ts';
import { createFakeClock } from '../../testing/fake-clock.ts';
import { chooseAddress, listNetworkAddresses, type NetworkAddress } from './interfaces.ts';
import { createLanCarrier } from './lan-carrier.ts';

/** Networks are made up here; the real loopback is in engine-tunnels.test.ts. */

const at = (interfaceName: string, address: string, more: Partial<NetworkAddress> = {}): NetworkAddress => ({
  interfaceName,
  address,
  family: address.includes(':') ? 'IPv6' : 'IPv4',
  isInternal: false,
  ...more,
});

test('an interface is listened at by its first address, IPv4 before IPv6, or by the one that is chosen', () => {
  const addresses = [
    at('lo', '127.0.0.1', { isInternal: true, cidr: '127.0.0.1/8' }),
    at('wlan0', '2001:db8::5'),
    at('wlan0', '192.168.1.5', { cidr: '192.168.1.5/24' }),
    at('eth0', '10.0.0.2'),
  ];
  expect(chooseAddress(addresses, 'wlan0', undefined)).toBe('192.168.1.5');
  expect(chooseAddress(addresses, 'wlan0', '2001:db8::5')).toBe('2001:db8::5');
  expect(chooseAddress(addresses, 'wlan0', '10.0.0.2')).toBeUndefined();
  expect(chooseAddress(addresses, 'wlan0', '192.168.1.6')).toBeUndefined();
  expect(chooseAddress(addresses, 'lo', '127.0.0.2')).toBe('127.0.0.2');
  expect(chooseAddress(addresses, 'lo', '128.0.0.1')).toBeUndefined();
  expect(chooseAddress(addresses, 'tun0', undefined)).toBeUndefined();
});

test('the addresses of this computer are listed, without those that need a zone', () => {
  const addresses = listNetworkAddresses();
  expect(addresses.some(({ address, isInternal }) => address === '127.0.0.1' && isInternal)).toBe(true);
  expect(addresses.filter(({ address }) => /^fe80/i.test(address))).toEqual([]);
});

function make(options: Partial<LanOptions> = {}) {
  const clock = createFakeClock();
  const said: string[] = [];
  const open = new Set<string>();
  const world = { addresses: [at('wlan0', '192.168.1.5')], taken: [] as number[] };
  const carrier = createLanCarrier(
    { provider: 'lan', interfaceName: 'wlan0', ...options },
    {
      clock,
      addresses: () => world.addresses,
      localPort: () => 4567,
      listen(host, port) {
        if (world.taken.includes(port))
          return Promise.reject(new CommandError('unavailable', `Port ${port} is in use.`));
        const where = `${host}:${port === 0 ? 5000 : port}`;
        open.add(where);
        return Promise.resolve({
          port: port === 0 ? 5000 : port,
          close: () => Promise.resolve(void open.delete(where)),
        });
      },
    },
    {
      onOnline: (url) => said.push(url),
      onHeartbeat: () => undefined,
      onTrouble: ({ error, kind }) => said.push(`${error.code} (${kind})`),
      onRetry: () => said.push('retry'),
    },
  );
  return {
    world,
    carrier,
    said,
    open: () => [...open],
    async pass(ms: number) {
      clock.advance(ms);
      await nextTurn();
    },
    async tryOnce() {
      carrier.open();
      await nextTurn();
    },
  };
}

test('it listens at the chosen address and the local port, until it is ended', async () => {
  const { carrier, said, open, tryOnce } = make();
  await tryOnce();
  expect([said, open()]).toEqual([['http://192.168.1.5:4567'], ['192.168.1.5:4567']]);
  await carrier.end('politely');
  expect(open()).toEqual([]);
});

test('a local port that is taken there is no hindrance; one that was asked for is', async () => {
  const free = make();
  free.world.taken.push(4567);
  await free.tryOnce();
  expect(free.said).toEqual(['http://192.168.1.5:5000']);
  const asked = make({ port: 8080 });
  asked.world.taken.push(8080);
  await asked.tryOnce();
  expect(asked.said).toEqual(['address_unavailable (permanent)']);
});

test('an interface that loses its address is noticed, and found again under another', async () => {
  const { world, said, open, pass, tryOnce } = make();
  await tryOnce();
  await pass(10_000);
  expect(said).toHaveLength(1);
  world.addresses = [];
  await pass(2_000);
  expect([said.at(-1), open()]).toEqual(['interface_gone (temporary)', []]);
  await tryOnce();
  expect(said.at(-1)).toBe('interface_gone (temporary)');
  world.addresses = [at('wlan0', '192.168.1.77')];
  await tryOnce();
  expect([said.at(-1), open()]).toEqual(['http://192.168.1.77:4567', ['192.168.1.77:4567']]);
});

test('what is ended while it opens does not stay open', async () => {
  const { carrier, said, open, pass } = make();
  carrier.open();
  await carrier.end('politely');
  await pass(0);
  expect([said, open()]).toEqual([[], []]);
});
