import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import { SshOptions, type TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import type { CarrierEvents } from './carrier.ts';
import { createFailover, type FailoverParts } from './failover.ts';
import { createTunnel } from './tunnel.ts';

/** Time and carriers are made up here; real servers are in engine-tunnels.test.ts. */

const ngrok: TunnelOptions = { provider: 'ngrok' };
const ssh: TunnelOptions = SshOptions.parse({ provider: 'ssh', service: 'localhost.run' });
const lan: TunnelOptions = { provider: 'lan', interfaceName: 'wlan0' };
const lost = { error: { code: 'unreachable', message: 'No network.' }, kind: 'temporary' } as const;
const refused = { error: { code: 'host_key_unknown', message: 'Who is it?' }, kind: 'credentials' } as const;

interface OpenCarrier {
  options: TunnelOptions;
  events: CarrierEvents;
  tries: number;
  isEnded: boolean;
}

function make(standby: Settings['standby'] = { isTakeoverOn: true, tunnels: [ssh, lan] }) {
  const clock = createFakeClock();
  const carriers: OpenCarrier[] = [];
  const said: Parameters<FailoverParts['publish']>[0][] = [];
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const tunnel = createFailover({
    clock,
    log,
    standby: () => standby,
    publish: (event) => said.push(event),
    makeTunnel: (onChange) =>
      createTunnel({
        clock,
        log,
        onChange,
        random: () => 0.5,
        carrier(options, events) {
          const carrier: OpenCarrier = { options, events, tries: 0, isEnded: false };
          carriers.push(carrier);
          return {
            prepare: () => Promise.resolve(undefined),
            open: () => (carrier.tries += 1),
            end() {
              carrier.isEnded = true;
              return Promise.resolve();
            },
          };
        },
      }),
  });
  return {
    clock,
    tunnel,
    said,
    of: (options: TunnelOptions) => {
      const found = carriers.findLast((carrier) => carrier.options === options);
      if (found === undefined) throw new Error(`${options.provider} was not tried`);
      return found;
    },
    wasTried: (options: TunnelOptions) => carriers.some((carrier) => carrier.options === options),
    pass: async (ms: number) => {
      clock.advance(ms);
      await nextTurn();
      await nextTurn();
    },
    takeovers: () =>
      said.flatMap((event) =>
        event.type === 'tunnel.tookOver' ? [`${event.from.provider}→${event.to.provider}`] : [],
      ),
    states: () => said.flatMap((event) => (event.type === 'tunnel.changed' ? [event.tunnel] : [])),
  };
}

async function online() {
  const world = make();
  await world.tunnel.start(ngrok);
  await world.pass(0);
  world.of(ngrok).events.onOnline('https://a.ngrok.app');
  await world.pass(60_000);
  return world;
}

test('a tunnel that stays away is taken over within ten seconds, and what took over stays', async () => {
  const world = await online();
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(3_999);
  expect(world.wasTried(ssh)).toBe(false);
  await world.pass(1);
  expect(world.tunnel.status()).toMatchObject({
    provider: 'ngrok',
    state: 'reconnecting',
    trying: { provider: 'ssh' },
  });
  await world.pass(2_000);
  world.of(ssh).events.onOnline('https://b.lhr.life');
  await world.pass(0);
  expect(world.takeovers()).toEqual(['ngrok→ssh']);
  expect(world.tunnel.status()).toMatchObject({
    provider: 'ssh',
    through: 'localhost.run',
    state: 'online',
    publicUrl: 'https://b.lhr.life',
    standsInFor: { provider: 'ngrok', error: lost.error },
  } satisfies Partial<Tunnel>);
  expect(world.of(ngrok).isEnded).toBe(true);
  // The first one comes back: it is not listened to, and the URL stays.
  world.of(ngrok).events.onOnline('https://a.ngrok.app');
  await world.pass(600_000);
  expect(world.takeovers()).toEqual(['ngrok→ssh']);
  expect(world.tunnel.status().publicUrl).toBe('https://b.lhr.life');
});

test('a short break is no reason to change the URL', async () => {
  const world = await online();
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(4_500);
  expect(world.tunnel.status().trying).toEqual({ provider: 'ssh', through: 'localhost.run' });
  world.of(ngrok).events.onOnline('https://a.ngrok.app');
  await world.pass(60_000);
  expect(world.takeovers()).toEqual([]);
  expect(world.of(ssh).isEnded).toBe(true);
  expect(world.tunnel.status()).not.toHaveProperty('trying');
});

test('one that fails for good is replaced at once; each that stands by gets its turn, round and round', async () => {
  const world = make();
  await world.tunnel.start(ngrok);
  await world.pass(0);
  world.of(ngrok).events.onTrouble({ ...refused, error: { code: 'ERR_NGROK_107', message: 'Revoked.' } });
  await world.pass(0);
  world.of(ssh).events.onTrouble(refused);
  await world.pass(0);
  expect(world.tunnel.status()).toMatchObject({
    state: 'failed',
    trying: { provider: 'lan', through: 'wlan0' },
    standbyProblem: { provider: 'ssh', error: { code: 'host_key_unknown' } },
  });
  world.of(lan).events.onTrouble(lost);
  await world.pass(6_000);
  expect(world.tunnel.status()).not.toHaveProperty('trying');
  const before = world.of(ssh);
  await world.pass(10_000);
  expect(world.of(ssh)).not.toBe(before);
  world.of(ssh).events.onOnline('https://b.lhr.life');
  await world.pass(0);
  expect(world.tunnel.status()).toMatchObject({ provider: 'ssh', state: 'online' });
  expect(world.tunnel.status()).not.toHaveProperty('standbyProblem');
});

test('when the one that took over fails, the first is tried first', async () => {
  const world = await online();
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(4_000);
  world.of(ssh).events.onOnline('https://b.lhr.life');
  await world.pass(60_000);
  world.of(ssh).events.onTrouble(lost);
  await world.pass(4_000);
  world.of(ngrok).events.onOnline('https://a.ngrok.app');
  await world.pass(0);
  expect(world.takeovers()).toEqual(['ngrok→ssh', 'ssh→ngrok']);
  expect(world.tunnel.status()).not.toHaveProperty('standsInFor');
});

test('starting the first again ends the one that took over', async () => {
  const world = await online();
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(4_000);
  const standIn = world.of(ssh);
  standIn.events.onOnline('https://b.lhr.life');
  await world.pass(0);
  await world.tunnel.start(ngrok);
  await world.pass(0);
  expect(standIn.isEnded).toBe(true);
  expect(world.tunnel.status()).toMatchObject({ provider: 'ngrok', state: 'starting' });
  expect(world.tunnel.status()).not.toHaveProperty('standsInFor');
});

test.each([
  ['switched off', { isTakeoverOn: false, tunnels: [ssh] }],
  ['without another', { isTakeoverOn: true, tunnels: [] }],
  ['with itself only', { isTakeoverOn: true, tunnels: [ngrok] }],
])('%s, nothing takes over', async (_, standby) => {
  const world = make(standby);
  await world.tunnel.start(ngrok);
  await world.pass(0);
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(120_000);
  expect(world.takeovers()).toEqual([]);
  expect(world.tunnel.status()).toMatchObject({ provider: 'ngrok', state: 'reconnecting' });
});

test('stopping ends what runs and what is tried', async () => {
  const world = await online();
  world.of(ngrok).events.onTrouble(lost);
  await world.pass(4_000);
  await world.tunnel.stop();
  await world.pass(120_000);
  expect([world.of(ngrok).isEnded, world.of(ssh).isEnded]).toEqual([true, true]);
  expect(world.of(ssh).tries).toBe(1);
  expect(world.tunnel.status().state).toBe('stopped');
  expect(world.clock.pendingCount).toBe(0);
});
