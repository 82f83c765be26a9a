import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startCapture, type CaptureHarness } from './capture/testing/capture-harness.ts';
import { openTestStore } from './capture/testing/test-store.ts';
import { StoreUnavailable, type Store } from './ports.ts';

let store: Store;
let capture: CaptureHarness;

beforeAll(async () => {
  ({ store } = await openTestStore());
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

const post = (target: string) =>
  `POST ${target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\nab`;

/**
 * Sends requests while the store's commits are held back one turn of the event loop or more, and counts those whose sender
 * had its answer before their commit.
 */
async function answeredTooEarly(wrap: (append: Store['appendExchange']) => Store['appendExchange']) {
  const committed = new Set<string>();
  const append: Store['appendExchange'] = async (record) => {
    await store.appendExchange(record);
    committed.add(record.exchange.request.target);
  };
  capture = await startCapture({ ...store, appendExchange: wrap(append) });
  const early = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const target = `/durable/${index}`;
      const client = await capture.open();
      let isEarly = false;
      client.socket.prependListener('data', () => (isEarly ||= !committed.has(target)));
      client.write(post(target));
      expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
      return isEarly;
    }),
  );
  return early.filter(Boolean).length;
}

describe('the pipeline', () => {
  test('answers after the commit, and never before', async () => {
    expect(await answeredTooEarly((append) => append)).toBe(0);
  });

  test('(planted fault) a store that acknowledges before its commit is caught by the check above', async () => {
    const tooEarly = await answeredTooEarly((append) => (record) => {
      // Held back, so that even a fast disk is slower than the answer.
      setTimeout(() => void append(record), 100);
      return Promise.resolve();
    });
    expect(tooEarly).toBe(20);
  });

  test('routes to the bin, stores with its reply, answers with it and tells of it', async () => {
    capture = await startCapture(store);
    const bin = await capture.addBin('orders', {
      status: 202,
      headers: [{ name: 'X-Ok', value: 'yes' }],
      body: { text: 'thanks' },
    });
    const answer = await capture.send(post('/orders/1'));
    expect(answer).toMatch(/^HTTP\/1\.1 202 Accepted\r\nX-Ok: yes\r\n.*\r\n\r\nthanks$/s);
    const [record] = capture.stored;
    expect(record?.exchange).toMatchObject({
      binId: bin.id,
      outcome: {
        state: 'responded',
        status: 202,
        headers: [{ name: 'X-Ok', value: 'yes' }],
        body: { text: 'thanks' },
      },
    });
    expect(await capture.untilEvent('exchange.captured')).toMatchObject({
      exchange: { id: record?.exchange.id, binId: bin.id, target: '/orders/1', sizeBytes: 2 },
    });
  });

  test('answers 503 with Retry-After when the store can’t take a request, and is well again with it', async () => {
    let isFull = true;
    capture = await startCapture({
      ...store,
      appendExchange: (record) =>
        isFull ? Promise.reject(new StoreUnavailable('The disk is full.')) : store.appendExchange(record),
    });
    expect(await capture.send(post('/inbox'))).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\n.*Retry-After: 5\r\n/s,
    );
    expect(capture.refused).toEqual([new StoreUnavailable('The disk is full.')]);
    expect(capture.events).toEqual([]);
    isFull = false;
    expect(await capture.send(post('/inbox'))).toMatch(/^HTTP\/1\.1 200 /);
    expect(capture.events).toHaveLength(1);
  });

  test('a reply that can’t be written is a logged defect, and the listener goes on', async () => {
    capture = await startCapture(store);
    await capture.addBin('bad', { headers: [{ name: 'X', value: 'a\r\nb' }] });
    await capture.send(post('/bad'));
    expect(capture.defects).toHaveLength(1);
    capture.defects.length = 0;
    expect(await capture.send(post('/inbox'))).toMatch(/^HTTP\/1\.1 200 /);
  });
});
