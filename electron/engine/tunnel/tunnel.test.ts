import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import type { NgrokOptions } from '../../../shared/model/tunnel-options.ts';
import type { ChildProcess } from '../ports.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import type { FromTunnelProcess, OpenNgrok } from './protocol.ts';
import { createCarriers } from './carriers.ts';
import { createTunnel } from './tunnel.ts';
import { createVisitors } from './visitors.ts';

/** Time and processes are made up here; the real client is in e2e/ngrok-edge/tunnel.test.ts. */

interface FakeProcess {
  received: unknown[];
  opened: () => OpenNgrok | undefined;
  post: (message: FromTunnelProcess) => void;
  exit: (exitCode: number | null) => void;
  isKilled: boolean;
  port: ChildProcess;
}

function makeProcess(leavesWhenAsked: boolean): FakeProcess {
  let toParent: (message: unknown) => void = () => undefined;
  let onExit: (exitCode: number | null) => void = () => undefined;
  const fake: FakeProcess = {
    received: [],
    opened: () => fake.received.at(-1) as OpenNgrok | undefined,
    post: (message) => toParent(message),
    exit: (exitCode) => onExit(exitCode),
    isKilled: false,
    port: {
      pid: 1,
      postMessage(message) {
        fake.received.push(message);
        if (leavesWhenAsked && (message as { type: string }).type === 'close') onExit(0);
      },
      onMessage(listener) {
        toParent = listener;
        return () => undefined;
      },
      onExit(listener) {
        onExit = listener;
        return () => undefined;
      },
      kill() {
        fake.isKilled = true;
        onExit(null);
      },
    },
  };
  return fake;
}

function make({ leavesWhenAsked = true } = {}) {
  const clock = createFakeClock();
  const processes: FakeProcess[] = [];
  const changes: Tunnel[] = [];
  const ingress = { port: 4000 };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const carrier = createCarriers({
    clock,
    log,
    secrets: { get: () => Promise.resolve('token') },
    spawn() {
      const fake = makeProcess(leavesWhenAsked);
      processes.push(fake);
      return fake.port;
    },
    visitors: createVisitors(),
    ingressPort: () => ingress.port,
    knownHosts: () => [],
    addresses: () => [],
    listen: () => Promise.reject(new Error('not in this test')),
    localPort: () => 0,
  });
  const tunnel = createTunnel({
    clock,
    log,
    carrier,
    onChange: (changed) => changes.push(changed),
    random: () => 0.5,
  });
  const last = () => {
    const fake = processes.at(-1);
    if (fake === undefined) throw new Error('no process was started');
    return fake;
  };
  /** Moves time and lets what waits for promises go on. */
  const pass = async (ms: number) => {
    clock.advance(ms);
    await nextTurn();
    await nextTurn();
  };
  const start = async (options: Partial<NgrokOptions> = {}) => {
    await tunnel.start({ provider: 'ngrok', ...options });
    await pass(0);
  };
  return { clock, processes, changes, tunnel, last, pass, start, ingress };
}

const online: FromTunnelProcess = { type: 'online', publicUrl: 'https://a1b2.ngrok.app' };
const unreachable: FromTunnelProcess = {
  type: 'refused',
  problem: { message: 'failed to establish tcp connection' },
  isReusable: true,
};
const lost: FromTunnelProcess = { type: 'lost', problem: { message: 'transport error' }, isReusable: true };
const refusedWith = (code: string): FromTunnelProcess => ({
  type: 'refused',
  problem: { code, message: '' },
  isReusable: false,
});

test('an outage of hours is tried often at first, then rarely, and for ever, without a word in between', async () => {
  const { last, pass, start, tunnel, processes, changes } = make();
  await start({ domain: 'demo.ngrok.app' });
  last().post(online);
  last().post(lost);
  await pass(0);
  let tries = 0;
  for (let elapsedMs = 0; elapsedMs < 10_000; elapsedMs += 250) {
    last().post(unreachable);
    tries += 1;
    await pass(250);
  }
  expect(last().received).toHaveLength(tries + 2);
  // starting, online, reconnecting (lost), reconnecting (unreachable)
  expect(changes).toHaveLength(4);
  last().post(unreachable);
  expect(tunnel.status().retryAt).toBeGreaterThan(0);
  await pass(3_600_000);
  last().post(unreachable);
  const before = last().received.length;
  await pass(14_999);
  expect(last().received).toHaveLength(before);
  await pass(1);
  expect(last().received).toHaveLength(before + 1);
  last().post(online);
  expect(tunnel.status().state).toBe('online');
  expect(processes).toHaveLength(1);
});

test('a waiting retry is made at once when it is started again', async () => {
  const { last, pass, start } = make();
  await start();
  last().post(unreachable);
  await pass(250);
  await pass(60_000);
  last().post(unreachable);
  const before = last().received.length;
  await start();
  expect(last().received).toHaveLength(before + 1);
});

test('a process that says nothing at all is killed and replaced', async () => {
  const { processes, pass, start, tunnel } = make();
  await start();
  await pass(30_000);
  expect(processes[0]?.isKilled).toBe(true);
  expect(tunnel.status()).toMatchObject({ state: 'reconnecting', error: { code: 'timed_out' } });
  await pass(250);
  expect(processes).toHaveLength(2);
});

test('one that may hold a connection is not used again', async () => {
  const { processes, last, pass, start } = make();
  await start();
  last().post(online);
  last().post({ type: 'lost', problem: { message: 'heartbeats were not answered' }, isReusable: false });
  await pass(0);
  await pass(0);
  expect(processes).toHaveLength(2);
  expect(processes[0]?.isKilled).toBe(true);
});

test('a client that crashes at every start ends as failed', async () => {
  const { processes, last, pass, start, tunnel } = make();
  await start();
  for (let crash = 0; crash < 3; crash += 1) {
    last().exit(134);
    await pass(250);
  }
  expect(processes).toHaveLength(3);
  expect(tunnel.status()).toMatchObject({ state: 'failed', error: { code: 'client_crashed' } });
});

test('a process that does not leave when asked is killed after 1.5 seconds, and stop waits for that', async () => {
  const { processes, last, pass, start, tunnel } = make({ leavesWhenAsked: false });
  await start();
  last().post(online);
  let isStopped = false;
  const stopped = tunnel.stop().then(() => (isStopped = true));
  expect(tunnel.status().state).toBe('stopped');
  await pass(1499);
  expect(isStopped).toBe(false);
  await pass(1);
  await stopped;
  expect(processes[0]?.isKilled).toBe(true);
  last().post(online);
  expect(tunnel.status().state).toBe('stopped');
});

test('a restart waits until the former process, which may hold the domain, is gone', async () => {
  const { processes, last, pass, start } = make({ leavesWhenAsked: false });
  await start({ domain: 'demo.ngrok.app' });
  last().post(online);
  await start({ domain: 'demo.ngrok.app', trafficPolicy: '{}' });
  await pass(1499);
  expect(processes).toHaveLength(1);
  await pass(1);
  expect(processes).toHaveLength(2);
  expect(last().opened()?.trafficPolicy).toBe('{}');
});

test('the random domain of a lost session is asked for again while that session may still hold it', async () => {
  const { last, pass, start, tunnel } = make();
  await start();
  expect(last().opened()?.domain).toBeUndefined();
  last().post(online);
  last().post(lost);
  await pass(0);
  expect(last().opened()?.domain).toBe('a1b2.ngrok.app');
  last().post(refusedWith('ERR_NGROK_334'));
  expect(tunnel.status().error?.code).toBe('ERR_NGROK_334');
  await pass(250);
  expect(last().opened()?.domain).toBe('a1b2.ngrok.app');
  await pass(29_000);
  last().post(refusedWith('ERR_NGROK_334'));
  await pass(60_000);
  last().post(refusedWith('ERR_NGROK_334'));
  await pass(0);
  await pass(0);
  expect(last().opened()?.domain).toBeUndefined();
});

test('a random domain that may not be chosen is given up at once', async () => {
  const { last, pass, start, tunnel } = make();
  await start();
  last().post(online);
  await tunnel.stop();
  await start();
  expect(last().opened()?.domain).toBe('a1b2.ngrok.app');
  last().post(refusedWith('ERR_NGROK_319'));
  await pass(0);
  await pass(0);
  expect(last().opened()?.domain).toBeUndefined();
  expect(tunnel.status().state).toBe('starting');
});

test('without a local listener it waits for one', async () => {
  const { processes, pass, start, tunnel, ingress } = make();
  ingress.port = 0;
  await start();
  expect(tunnel.status().error?.code).toBe('listener_closed');
  ingress.port = 4000;
  await pass(250);
  expect(processes[0]?.opened()?.ingressPort).toBe(4000);
});

test('nothing is left to do after it was closed', async () => {
  const { clock, last, start, tunnel } = make();
  await start();
  last().post(unreachable);
  await tunnel.close();
  expect(clock.pendingCount).toBe(0);
});
