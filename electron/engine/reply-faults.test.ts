import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { CommandInput, CommandValue } from '../../shared/ipc/contract.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import { openRaw } from './capture/testing/raw-client.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';
import { createFakeClock, type FakeClock } from './testing/fake-clock.ts';

type RuleInput = NonNullable<CommandInput<'bins.create'>['rules']>[number];

/** Replies that take their time or go wrong, as the sender's socket sees them. Time stands still but for `advance`. */
let clock: FakeClock;
let harness: EngineHarness;
let binCount = 0;

beforeAll(async () => {
  clock = createFakeClock();
  harness = await openEngine({ clock });
});
afterAll(() => harness.close());

async function addBin(respond: RuleInput['respond']): Promise<Bin> {
  binCount += 1;
  return harness.call('bins.create', {
    name: `Bin ${binCount}`,
    slug: `bin-${binCount}`,
    reply: { status: 200, headers: [], body: { text: 'default' } },
    rules: [{ respond }],
  });
}

const requestTo = (bin: Bin) =>
  `POST /${bin.slug} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab`;
const connect = () => openRaw(Number(new URL(harness.engine.captureUrl).port));

/** Resolves when the newest exchange of a bin is as asked for: told by events, not by waiting. */
function untilExchange(bin: Bin, test: (outcome: Exchange['outcome']) => boolean) {
  return new Promise<CommandValue<'exchanges.get'>>((resolve, reject) => {
    const look = async () => {
      const { items } = await harness.call('exchanges.list', { binId: bin.id, limit: 1 });
      const [item] = items;
      const exchange = item === undefined ? undefined : await harness.call('exchanges.get', { id: item.id });
      if (exchange === undefined || !test(exchange.outcome)) return;
      dispose();
      resolve(exchange);
    };
    const dispose = harness.engine.subscribe(() => void look().catch(reject));
    look().catch(reject);
  });
}
const isOver = ({ state }: Exchange['outcome']) => state !== 'pending';
const isPending = ({ state }: Exchange['outcome']) => state === 'pending';

/** Timers are set once the capture is on disk, which takes real time. */
async function untilTimer(count: number): Promise<void> {
  while (clock.pendingCount < count) await new Promise((resolve) => setImmediate(resolve));
}

const body = { text: '0123456789' };

describe('no reply', () => {
  test('close: the connection ends without a byte', async () => {
    const bin = await addBin({ kind: 'close' });
    const client = await connect();
    client.write(requestTo(bin));
    expect(await client.closed()).toBe('');
    expect(await untilExchange(bin, isOver)).toMatchObject({
      outcome: {
        state: 'failed',
        reason: 'fault',
        message: 'The connection was closed without a reply, as planned.',
      },
      answered: {
        by: 'rule',
        id: bin.rules[0]?.id,
        explanation: 'All requests get no reply: the connection is closed.',
      },
    });
  });

  test('reset: the connection breaks', async () => {
    const bin = await addBin({ kind: 'reset' });
    const client = await connect();
    const broken = new Promise<string | undefined>((resolve) => {
      client.socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      client.socket.once('end', () => resolve('end'));
    });
    client.write(requestTo(bin));
    expect(await broken).toBe('ECONNRESET');
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({ state: 'failed', reason: 'fault' });
  });

  test('hang: nothing comes until the time is up', async () => {
    const bin = await addBin({ kind: 'hang', delayMs: 60_000 });
    const before = clock.pendingCount;
    const client = await connect();
    client.write(requestTo(bin));
    expect((await untilExchange(bin, isPending)).outcome.state).toBe('pending');
    await untilTimer(before + 1);
    clock.advance(59_999);
    expect(client.received()).toBe('');
    clock.advance(1);
    expect(await client.closed()).toBe('');
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({
      reason: 'fault',
      message: 'No reply was sent, as planned; the connection was closed after 60 s.',
    });
  });

  test('hang: a sender that gives up is what was planned', async () => {
    const bin = await addBin({ kind: 'hang' });
    const client = await connect();
    client.write(requestTo(bin));
    await untilExchange(bin, isPending);
    client.reset();
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({ reason: 'fault' });
  });
});

describe('a delay', () => {
  test('is kept to the millisecond, and the exchange is pending meanwhile', async () => {
    const bin = await addBin({ kind: 'reply', status: 201, body, delayMs: 300_000 });
    const client = await connect();
    client.write(requestTo(bin));
    await untilExchange(bin, isPending);
    await untilTimer(1);
    clock.advance(299_999);
    expect(client.received()).toBe('');
    clock.advance(1);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 201 [\s\S]*0123456789$/);
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({
      state: 'responded',
      status: 201,
      respondedAt: clock.now(),
    });
  });

  test('ends when the sender goes away, and that is recorded', async () => {
    const bin = await addBin({ kind: 'reply', status: 200, delayMs: 5_000 });
    const client = await connect();
    client.write(requestTo(bin));
    await untilExchange(bin, isPending);
    client.reset();
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({
      state: 'failed',
      reason: 'reply_aborted',
    });
  });

  test('ends when Hookbench does, and that is recorded', async () => {
    const own = await openEngine({ clock });
    const bin = await own.call('bins.create', {
      name: 'Slow',
      rules: [{ respond: { kind: 'reply', status: 200, delayMs: 300_000 } }],
    });
    const client = await openRaw(Number(new URL(own.engine.captureUrl).port));
    client.write(requestTo(bin));
    await new Promise<void>((resolve) =>
      own.engine.subscribe(({ type }) => type === 'exchange.captured' && resolve()),
    );
    await own.engine.close();
    expect(await client.closed()).toBe('');
    const again = await openEngine({ dataDir: own.dataDir });
    const { items } = await again.call('exchanges.list', { binId: bin.id });
    expect(items[0]?.outcome).toEqual({ state: 'failed', reason: 'interrupted' });
    await again.close();
  });
});

describe('a reply that goes wrong', () => {
  test('drip: a few bytes at a time', async () => {
    const bin = await addBin({
      kind: 'reply',
      status: 200,
      body,
      fault: { kind: 'drip', bytesPerSecond: 2 },
    });
    const client = await connect();
    client.write(requestTo(bin));
    for (const part of ['0', '01', '012', '0123']) {
      await client.until((received) => received.endsWith(`\r\n\r\n${part}`));
      await untilTimer(1);
      clock.advance(500);
    }
    expect(client.received()).toMatch(/Content-Length: 10/);
    for (let left = 6; left > 0; left -= 1) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(500);
    }
    expect(await client.closed()).toMatch(/\r\n\r\n0123456789$/);
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({ state: 'responded', status: 200 });
  });

  test.each([
    [4, 10, '0123'],
    [100, 10, '012345678'],
    [0, 10, ''],
  ])('truncate after %i: of %i announced bytes only "%s" come', async (sentBytes, announced, sent) => {
    const bin = await addBin({ kind: 'reply', status: 206, body, fault: { kind: 'truncate', sentBytes } });
    const client = await connect();
    client.write(requestTo(bin));
    const answer = await client.closed();
    expect(answer).toMatch(
      new RegExp(`^HTTP/1.1 206 [\\s\\S]*Content-Length: ${announced}\r\n[\\s\\S]*\r\n\r\n${sent}$`),
    );
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({
      state: 'failed',
      reason: 'fault',
      status: 206,
      message: `The reply broke off after ${sent.length} of ${announced} bytes of its body, as planned.`,
    });
  });
});

describe('a status that is no final answer', () => {
  test('goes out at once, and the default reply after the delay', async () => {
    const bin = await addBin({
      kind: 'reply',
      status: 103,
      headers: [{ name: 'Link', value: '</a.css>; rel=preload' }],
      delayMs: 1_000,
    });
    const client = await connect();
    client.write(requestTo(bin));
    await client.until(
      (received) => received === 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n',
    );
    await untilTimer(1);
    clock.advance(1_000);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 103 [\s\S]*HTTP\/1\.1 200 OK\r\n[\s\S]*default$/);
    expect((await untilExchange(bin, isOver)).outcome).toMatchObject({ state: 'responded', status: 200 });
  });

  it('is not sent to HTTP/1.0, which knows none', async () => {
    const bin = await addBin({ kind: 'reply', status: 102 });
    const client = await connect();
    client.write(`GET /${bin.slug} HTTP/1.0\r\n\r\n`);
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});
