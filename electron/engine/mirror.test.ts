import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { ForwardQueue } from '../../shared/model/forward-rule.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** Forward rules of mode `mirror` and their queues, in the whole engine. */

let dataDir: string;
let engine: EngineHarness;
let binId: string;
let events: EventBody[];
let target: Target;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-mirror-'));
  target = await startTarget();
  await open();
  ({ id: binId } = await engine.call('bins.create', { name: 'Shop', slug: 'shop' }));
});
afterEach(async () => {
  await engine.engine.close();
  await target.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function open() {
  engine = await openEngine({ dataDir });
  events = [];
  engine.engine.subscribe((event) => events.push(event));
}

interface Target {
  port: number;
  /** Paths, in the order of arrival. */
  paths: string[];
  requests: IncomingMessage[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** A server that can go down and come back on the same port. */
async function startTarget(): Promise<Target> {
  let server = createServer();
  const made: Target = {
    port: 0,
    paths: [],
    requests: [],
    answer: (_request, response) => response.end(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    async start() {
      server = createServer((request, response) => {
        request.resume();
        request.on('end', () => {
          made.paths.push(request.url ?? '');
          made.requests.push(request);
          made.answer(request, response);
        });
      });
      server.listen(made.port, '127.0.0.1');
      await once(server, 'listening');
      made.port = (server.address() as AddressInfo).port;
    },
  };
  await made.start();
  return made;
}

type RuleInput = NonNullable<CommandInput<'bins.update'>['forwards']>[number];

const setRule = (rule: Partial<RuleInput> = {}) =>
  engine.call('bins.update', {
    id: binId,
    forwards: [
      {
        id: 'fwd_a',
        name: 'Worker',
        mode: 'mirror',
        url: `http://127.0.0.1:${target.port}`,
        ...rule,
      },
    ],
  });

const post = async (path: string): Promise<number> =>
  (await fetch(`${engine.engine.captureUrl}/shop${path}`, { method: 'POST', body: 'x' })).status;

const postBy = (agent: Agent, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      `${engine.engine.captureUrl}/shop${path}`,
      { method: 'POST', agent },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      },
    );
    request.on('error', reject);
    request.end('x');
  });

async function postAll(count: number, from = 0): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => `/${from + index}`);
  for (const path of paths) expect(await post(path)).toBe(200);
  return paths;
}

/** The queue's status, once `isEnough` holds for it. */
async function queueThat(isEnough: (queue: ForwardQueue) => boolean): Promise<ForwardQueue> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const dispose = engine.engine.subscribe(({ type }) => {
        if (type !== 'queue.changed' && type !== 'delivery.attempted') return;
        dispose();
        resolve();
      });
    });
    const { queues } = await engine.call('forwards.queue', { binId });
    const [queue] = queues;
    if (queue !== undefined && isEnough(queue)) return queue;
    await changed;
  }
}
const isIdle = ({ state }: ForwardQueue) => state === 'idle';
const isWaiting = ({ state }: ForwardQueue) => state === 'waiting';

async function deliveriesOf(path: string) {
  const { items } = await engine.call('exchanges.list', { binId, query: `path:/shop${path}` });
  const { deliveries } = await engine.call('exchanges.get', { id: items[0]?.id ?? '' });
  return deliveries;
}

describe('a mirror', () => {
  it('answers first, then delivers in the order of arrival', async () => {
    const held: (() => void)[] = [];
    target.answer = (_request, response) => void held.push(() => response.end());
    await setRule();
    const paths = await postAll(5);
    // All of them are answered, while the destination still holds the first.
    await queueThat(({ length }) => length === 5);
    target.answer = (_request, response) => response.end();
    held[0]?.();
    await queueThat(isIdle);
    expect(target.paths).toEqual(paths);
    expect(await deliveriesOf('/3')).toMatchObject([
      { trigger: 'forward', status: 'responded', forwardRuleId: 'fwd_a', attemptCount: 1 },
    ]);
  });

  it('can stand beside others, and beside a proxy', async () => {
    const other = await startTarget();
    other.answer = (_request, response) => response.end('proxied');
    const rule = (id: string, mode: 'proxy' | 'mirror', { port }: Target) =>
      ({ id, name: '', mode, url: `http://127.0.0.1:${port}` }) as RuleInput;
    await engine.call('bins.update', {
      id: binId,
      forwards: [
        rule('fwd_1', 'mirror', target),
        rule('fwd_2', 'proxy', other),
        rule('fwd_3', 'mirror', other),
      ],
    });
    const reply = await fetch(`${engine.engine.captureUrl}/shop/a`, { method: 'POST' });
    expect(await reply.text()).toBe('proxied');
    await queueThat(isIdle);
    await expect.poll(() => other.paths).toEqual(['/a', '/a']);
    await expect.poll(() => target.paths).toEqual(['/a']);
    await other.stop();
  });
});

describe('a destination that is down', () => {
  it('leaves requests in the queue, which says so, and drains it in order when it is back', async () => {
    await target.stop();
    await setRule();
    const paths = await postAll(20);
    const waiting = await queueThat((queue) => isWaiting(queue) && queue.length === 20);
    expect(waiting).toMatchObject({
      binId,
      ruleId: 'fwd_a',
      lastError: `Nothing listens on 127.0.0.1:${target.port}.`,
      oldestAt: expect.any(Number) as number,
      nextAttemptAt: expect.any(Number) as number,
      droppedCount: 0,
    });
    // Only the first is tried: the others have no delivery yet.
    expect(await deliveriesOf('/0')).toMatchObject([{ status: 'pending', failureCode: 'refused' }]);
    expect(await deliveriesOf('/1')).toEqual([]);
    await target.start();
    await engine.call('forwards.drain', { binId });
    const idle = await queueThat(isIdle);
    expect(idle).toMatchObject({ length: 0 });
    expect(idle.lastError).toBeUndefined();
    expect(target.paths).toEqual(paths);
    const told = events.filter((event) => event.type === 'queue.changed');
    expect(told.some(({ queue }) => queue.state === 'waiting' && queue.length > 0)).toBe(true);
    expect((await deliveriesOf('/0'))[0]).toMatchObject({ status: 'responded' });
    expect((await deliveriesOf('/0'))[0]?.isPossibleDuplicate).toBeUndefined();
  });

  it('is tried again by itself, its many tries kept as two attempts', async () => {
    await target.stop();
    await setRule();
    await postAll(1);
    const attempted = (count: number) =>
      expect
        .poll(() => events.filter(({ type }) => type === 'delivery.attempted').length, { timeout: 10_000 })
        .toBeGreaterThanOrEqual(count);
    // The second by itself, those after it when they are asked for.
    await attempted(2);
    for (let count = 2; count < 5; count += 1) {
      await attempted(count);
      await queueThat(isWaiting);
      await engine.call('forwards.drain', { binId });
    }
    await attempted(5);
    await queueThat(isWaiting);
    await target.start();
    await engine.call('forwards.drain', { binId });
    await queueThat(isIdle);
    const [summary] = await deliveriesOf('/0');
    const { attempts } = await engine.call('deliveries.get', { id: summary?.id ?? '' });
    expect(attempts).toMatchObject([
      { failure: { code: 'refused' } },
      { response: { status: 200 }, repeatCount: 5 },
    ]);
  });

  it('may say so by its status, and when it is back by Retry-After', async () => {
    let count = 0;
    target.answer = (_request, response) => {
      count += 1;
      if (count === 1) response.writeHead(503, { 'Retry-After': '1000' }).end();
      else response.end();
    };
    await setRule();
    const paths = await postAll(2);
    const { nextAttemptAt, lastError } = await queueThat(isWaiting);
    expect(nextAttemptAt).toBeGreaterThan(Date.now() + 900_000);
    expect(lastError).toContain('answered 503');
    await engine.call('forwards.drain', { binId });
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/0', ...paths]);
  });

  it('is told from one that is there and not content: its policy decides, then the next is sent', async () => {
    target.answer = ({ url }, response) => response.writeHead(url === '/0' ? 500 : 200).end();
    await setRule({ retry: { kind: 'fixed', maxAttempts: 3, delayMs: 5 } });
    await postAll(2);
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/0', '/0', '/0', '/1']);
    expect((await deliveriesOf('/0'))[0]).toMatchObject({
      status: 'responded',
      responseStatus: 500,
      attemptCount: 3,
    });
  });

  it('that broke off in the middle may have got the message: the next attempt says so', async () => {
    let count = 0;
    target.answer = (request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end();
    };
    await setRule();
    await postAll(2);
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/0', '/0', '/1']);
    expect(target.requests.map(({ headers }) => headers['hookbench-possible-duplicate'])).toEqual([
      undefined,
      'true',
      undefined,
    ]);
    expect((await deliveriesOf('/0'))[0]).toMatchObject({ isPossibleDuplicate: true });
    expect((await deliveriesOf('/1'))[0]?.isPossibleDuplicate).toBeUndefined();
  });
});

describe('a queue', () => {
  it('goes on where it was when the app is started again', async () => {
    await target.stop();
    await setRule();
    const paths = await postAll(10);
    await queueThat(isWaiting);
    await engine.engine.close();
    await target.start();
    await open();
    await queueThat(isIdle);
    expect(target.paths).toEqual(paths);
    const [first] = await deliveriesOf('/0');
    expect(first).toMatchObject({ status: 'responded' });
    expect(first?.isPossibleDuplicate).toBeUndefined();
  });

  it('marks what was under way when the app ended, and keeps it one delivery', async () => {
    target.answer = () => undefined;
    await setRule();
    await postAll(2);
    await expect.poll(() => target.paths).toEqual(['/0']);
    await engine.engine.close();
    target.answer = (_request, response) => response.end();
    await open();
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/0', '/0', '/1']);
    const deliveries = await deliveriesOf('/0');
    expect(deliveries).toMatchObject([{ status: 'responded', attemptCount: 2, isPossibleDuplicate: true }]);
    const { attempts } = await engine.call('deliveries.get', { id: deliveries[0]?.id ?? '' });
    expect(attempts).toMatchObject([
      { failure: { code: 'interrupted' } },
      {
        response: { status: 200 },
        sent: {
          headers: expect.arrayContaining([
            { name: 'Hookbench-Possible-Duplicate', value: 'true' },
          ]) as unknown,
        },
      },
    ]);
  });

  it('drains at the chosen rate', async () => {
    const at: number[] = [];
    target.answer = (_request, response) => {
      at.push(performance.now());
      response.end();
    };
    await setRule({ queue: { perSecond: 25 } });
    await postAll(6);
    await queueThat(isIdle);
    // Five waits of 40 ms, which timers may cut by a millisecond each.
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(190);
  });

  it('sends several at once where order does not matter', async () => {
    const held: (() => void)[] = [];
    target.answer = (_request, response) => void held.push(() => response.end());
    await setRule({ queue: { isOrdered: false } });
    await postAll(10);
    await expect.poll(() => target.paths.length).toBe(8);
    target.answer = (_request, response) => response.end();
    for (const release of held) release();
    await queueThat(isIdle);
    expect(target.paths.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `/${index}`));
  });

  it('is discarded when its user says so, with what was under way', async () => {
    await target.stop();
    await setRule();
    await postAll(5);
    await queueThat((queue) => isWaiting(queue) && queue.length === 5);
    expect(await engine.call('forwards.discard', { binId, ruleId: 'fwd_a' })).toMatchObject({
      discardedCount: 5,
      queues: [{ state: 'idle', length: 0 }],
    });
    await target.start();
    await postAll(1, 5);
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/5']);
    expect(await deliveriesOf('/0')).toMatchObject([{ status: 'cancelled' }]);
  });

  it('waits while its rule is switched off, takes nothing then, and goes on after', async () => {
    await target.stop();
    await setRule();
    await postAll(3);
    await queueThat((queue) => isWaiting(queue) && queue.length === 3);
    await setRule({ isEnabled: false });
    await queueThat(({ state }) => state === 'paused');
    await postAll(1, 3);
    await target.start();
    expect((await engine.call('forwards.queue', { binId })).queues).toMatchObject([
      { state: 'paused', length: 3 },
    ]);
    await setRule();
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/0', '/1', '/2']);
  });

  it('goes to the new place when its rule is changed, and is gone with its rule', async () => {
    await target.stop();
    await setRule();
    await postAll(2);
    await queueThat((queue) => isWaiting(queue) && queue.length === 2);
    const other = await startTarget();
    await setRule({ url: `http://127.0.0.1:${other.port}/moved` });
    await queueThat(isIdle);
    expect(other.paths).toEqual(['/moved/0', '/moved/1']);
    await other.stop();
    await postAll(2);
    await queueThat((queue) => isWaiting(queue) && queue.length === 2);
    await engine.call('bins.update', { id: binId, forwards: [] });
    await setRule();
    expect((await engine.call('forwards.queue', { binId })).queues).toMatchObject([{ length: 0 }]);
  });

  it('takes no more than its length allows, and says how many it left out', async () => {
    await target.stop();
    await setRule({ queue: { maxLength: 2 } });
    await postAll(5);
    expect(await queueThat(({ length }) => length === 2)).toMatchObject({
      droppedCount: 3,
    });
    expect((await engine.call('exchanges.list', { binId })).items).toHaveLength(5);
  });

  it('does not send what has waited too long, or what was cleared', async () => {
    await target.stop();
    await setRule({ queue: { maxAgeMs: 1000 } });
    await postAll(2);
    await queueThat((queue) => isWaiting(queue) && queue.length === 2);
    await engine.call('bins.clear', { id: binId });
    await target.start();
    await engine.call('forwards.drain', { binId });
    await queueThat(isIdle);
    // The first was under way when the bin was cleared.
    expect(target.paths).toEqual(['/0']);
  });

  it('ends with a cancelled delivery: it is left out, and the next one is sent', async () => {
    await target.stop();
    await setRule();
    await postAll(2);
    await queueThat((queue) => isWaiting(queue) && queue.length === 2);
    const [first] = await deliveriesOf('/0');
    await engine.call('deliveries.cancel', { id: first?.id ?? '' });
    await target.start();
    await queueThat(({ length }) => length === 1);
    await engine.call('forwards.drain', { binId });
    await queueThat(isIdle);
    expect(target.paths).toEqual(['/1']);
  });
});

describe('a flood', () => {
  it('of 2,000 requests to a dead destination loses none, and queues ids only', async () => {
    await target.stop();
    await setRule();
    const before = process.memoryUsage().heapUsed;
    const agent = new Agent({ keepAlive: true, maxSockets: 32 });
    const statuses = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => postBy(agent, `/${index}`)),
    );
    agent.destroy();
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    await queueThat(({ length }) => length === 2000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100 * 1024 * 1024);
    const { bins } = await engine.call('bins.list', {});
    expect(bins.find(({ id }) => id === binId)?.exchangeCount).toBe(2000);
  }, 60_000);
});
