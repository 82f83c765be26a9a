import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../ports.ts';
import { startCapture, type CaptureHarness, type HarnessOptions } from './testing/capture-harness.ts';
import { openTestStore, storedBody } from './testing/test-store.ts';

let store: Store;
let capture: CaptureHarness;
const limits = { headMs: 60, checkMs: 10, idleMs: 300, drainMs: 500 };
const start = async (options: HarnessOptions = { limits }) => (capture = await startCapture(store, options));

beforeAll(async () => {
  ({ store } = await openTestStore());
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

describe('a slow sender', () => {
  test.each([
    ['inside the method', 'PO', '', ''],
    ['inside the head', 'POST /inbox/slow HTTP/1.1\r\nHost: h\r\nX-', 'POST', '/inbox/slow'],
  ])('that stops %s is answered 408 and recorded', async (_, bytes, method, target) => {
    const { send, untilStored } = await start();
    expect(await send(bytes)).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    const [record] = await untilStored(1);
    expect(record?.exchange).toMatchObject({
      request: { method, target, body: { sizeBytes: bytes.length, isTruncated: false } },
      outcome: { state: 'failed', reason: 'timed_out', status: 408 },
    });
  });

  test('that stops inside the head is recorded also where the idle limit is the shorter one', async () => {
    const { send, untilStored } = await start({ limits: { ...limits, headMs: 5000, idleMs: 30 } });
    expect(await send('POST /inbox/slow HTTP/1.1\r\nHo')).toMatch(/^HTTP\/1\.1 408 /);
    expect((await untilStored(1))[0]?.exchange.outcome).toMatchObject({ reason: 'timed_out' });
  });

  test('that stops inside the head of a later request is answered 408 and recorded', async () => {
    const { open } = await start();
    const client = await open();
    client.write('GET /1 HTTP/1.1\r\nHost: h\r\n\r\n');
    await client.until(/200 OK\r\n.*\r\n\r\n/s);
    client.write('GET /2 HTTP/1.1\r\nHo');
    await client.closed();
    const records = await capture.untilStored(2);
    expect(records[1]?.exchange.outcome).toMatchObject({ state: 'failed', reason: 'timed_out' });
  });

  test('that stops inside the body is answered 408, and what came is kept', async () => {
    const { send, untilStored } = await start();
    const answer = await send('POST /inbox HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    const [record] = await untilStored(1);
    expect(record?.exchange.outcome).toMatchObject({ state: 'failed', reason: 'timed_out', status: 408 });
    expect((await storedBody(store, record?.exchange.id ?? '')).toString()).toBe('abc');
  });

  test('may take as long as it likes while its body keeps arriving', async () => {
    const { open } = await start({ limits: { ...limits, idleMs: 400, headMs: 100 } });
    const client = await open();
    client.write('POST /inbox HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 12\r\n\r\n');
    // Twelve pauses of a tenth of the idle limit: more than the limit in all.
    for (let sent = 0; sent < 12; sent += 1) {
      await new Promise((resolve) => setTimeout(resolve, 40));
      client.write('x');
    }
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('is not cut while it waits for the store', async () => {
    let release = () => undefined as unknown;
    const held = new Promise<void>((resolve) => (release = () => resolve()));
    capture = await startCapture(
      {
        ...store,
        appendExchange: (record) =>
          record.exchange.request.target === '/held' ? held : store.appendExchange(record),
      },
      { limits: { ...limits, idleMs: 20 } },
    );
    const client = await capture.open();
    client.write('POST /held HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx');
    // Others are cut at that limit, one after the other; by then the first has outlived it several times.
    for (let turn = 0; turn < 4; turn += 1) {
      await capture.send('POST /cut HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nx');
    }
    release();
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
  });
});
