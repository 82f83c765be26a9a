import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { CommandValue } from '../shared/ipc/contract.ts';
import { buildCli, type BuiltCli } from './headless/testing/build-cli.ts';
import { freePort } from './headless/testing/receiver.ts';
import { startCli, type RunningCli } from './headless/testing/run-cli.ts';

/** A mirror's queue across SIGKILL, in the command as it is shipped. */

vi.setConfig({ testTimeout: 60_000 });

const COUNT = 1000;

let cli: BuiltCli;
let dataDir: string;
let running: RunningCli[];

beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());
beforeEach(async () => {
  running = [];
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-kill-'));
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.stop('SIGKILL')));
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<RunningCli> {
  const one = await startCli(cli.path, ['--port', '0', '--data-dir', dataDir]);
  running.push(one);
  return one;
}

interface Arrived {
  number: number;
  isMarked: boolean;
}

/** The destination: away until it is opened, and told when this many have arrived. */
function makeTarget() {
  const arrived: Arrived[] = [];
  let onArrival: () => void = () => undefined;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      arrived.push({
        number: Number(request.url?.slice(1)),
        isMarked: request.headers['hookbench-possible-duplicate'] === 'true',
      });
      response.end();
      onArrival();
    });
  });
  return {
    arrived,
    async open(port: number) {
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    },
    until: (isEnough: () => boolean) =>
      new Promise<void>((resolve) => {
        onArrival = () => {
          if (isEnough()) resolve();
        };
        onArrival();
      }),
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function post(captureUrl: string, agent: Agent, number: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${captureUrl}/inbox/${number}`, { method: 'POST', agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    request.on('error', reject);
    request.end(`{"n":${number}}`);
  });
}

test('1,000 requests during an outage, killed while they arrive and again while they drain: all are delivered, in order', async () => {
  const target = makeTarget();
  // A port that is free, and stays so for as long as nothing listens.
  const port = await freePort();
  const first = await start();
  const { value: list } = await first.command('bins.list');
  const binId = (list as CommandValue<'bins.list'>).bins[0]?.id;
  await first.command('bins.update', {
    id: binId,
    forwards: [{ mode: 'mirror', url: `http://127.0.0.1:${port}` }],
  });

  // One after the other, so that the order of arrival is known.
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const half = COUNT / 2;
  for (let number = 0; number < half; number += 1) {
    expect(await post(first.captureUrl, agent, number)).toBe(200);
  }
  await first.stop('SIGKILL');
  agent.destroy();

  const second = await start();
  const nextAgent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let number = half; number < COUNT; number += 1) {
    expect(await post(second.captureUrl, nextAgent, number)).toBe(200);
  }
  nextAgent.destroy();
  const { value: queued } = await second.command('forwards.queue', { binId });
  expect(queued).toMatchObject({ queues: [{ length: COUNT, state: 'waiting' }] });

  await target.open(port);
  await second.command('forwards.drain', { binId });
  await target.until(() => target.arrived.length >= 300);
  await second.stop('SIGKILL');

  const third = await start();
  await target.until(() => target.arrived.some(({ number }) => number === COUNT - 1));
  await expect
    .poll(async () => (await third.command('forwards.queue', { binId })).value, { timeout: 20_000 })
    .toMatchObject({ queues: [{ length: 0, state: 'idle' }] });

  const numbers = target.arrived.map(({ number }) => number);
  const firstTimes = numbers.filter((number, index) => numbers.indexOf(number) === index);
  expect(firstTimes).toEqual(Array.from({ length: COUNT }, (_, number) => number));
  // What came twice says so the second time; the kill can have caught one send, and one whose end was being stored.
  const again = target.arrived.filter(({ number }, index) => numbers.indexOf(number) < index);
  expect(again.every(({ isMarked }) => isMarked)).toBe(true);
  expect(again.length).toBeLessThanOrEqual(2);
  for (const { number } of again) {
    const { value: found } = await third.command('exchanges.list', {
      query: `path:/inbox/${number}`,
      limit: 500,
    });
    const { items } = found as CommandValue<'exchanges.list'>;
    const id = items.find(({ target: path }) => path === `/inbox/${number}`)?.id;
    const { value: exchange } = await third.command('exchanges.get', { id });
    expect((exchange as CommandValue<'exchanges.get'>).deliveries).toMatchObject([
      { isPossibleDuplicate: true, status: 'responded' },
    ]);
  }
  await target.close();
});
