import { createHash } from 'node:crypto';
import { request as send } from 'node:http';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { StoreUnavailable, type Store } from '../ports.ts';
import { startCapture, type CaptureHarness, type HarnessOptions } from './testing/capture-harness.ts';
import { openTestStore, storedBody } from './testing/test-store.ts';

let store: Store;
let dataDir: string;
let capture: CaptureHarness;
const start = async (options?: HarnessOptions) => (capture = await startCapture(store, options));

beforeAll(async () => {
  ({ store, dataDir } = await openTestStore());
});
afterEach(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

const post = (fields: string, body = '') => `POST /inbox HTTP/1.1\r\nHost: h\r\n${fields}\r\n${body}`;
const patterned = (length: number) =>
  Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256));

describe('a body', () => {
  test.each([0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 3_000_000])(
    'of %i bytes is stored byte for byte, in memory or through the disk',
    async (length) => {
      const { open } = await start();
      const body = patterned(length);
      const client = await open();
      client.write(post(`Content-Length: ${length}\r\nConnection: close\r\n`));
      client.write(body);
      expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 /);
      const [record] = await capture.untilStored(1);
      expect(record?.bytes.kind).toBe(length > store.inlineLimitBytes ? 'file' : 'inline');
      expect(record?.exchange.request.body).toEqual({
        sizeBytes: length,
        sha256: createHash('sha256').update(body).digest('hex'),
        isTruncated: false,
      });
      expect((await storedBody(store, record?.exchange.id ?? '')).equals(body)).toBe(true);
    },
  );

  test('of 100 MB goes through in little memory, and its sender waits for the disk', async () => {
    const { port } = await start({ bodyLimitBytes: 120 * 1024 * 1024 });
    const block = patterned(1024 * 1024);
    const hash = createHash('sha256');
    const memoryBefore = process.memoryUsage.rss();
    let highest = 0;
    const upload = send({ port, method: 'PUT', path: '/inbox/large' });
    for (let count = 0; count < 100; count += 1) {
      hash.update(block);
      if (!upload.write(block)) await once(upload, 'drain');
      highest = Math.max(highest, process.memoryUsage.rss());
    }
    upload.end();
    const [response] = (await once(upload, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(200);
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.request.body).toMatchObject({
      sizeBytes: 100 * 1024 * 1024,
      sha256: hash.digest('hex'),
      isTruncated: false,
    });
    expect(highest - memoryBefore).toBeLessThan(150 * 1024 * 1024);
  }, 60_000);

  test('that grows beyond the limit is cut there and answered 413, while it is still being sent', async () => {
    const { open } = await start({ bodyLimitBytes: 1000, limits: { drainMs: 2000 } });
    const client = await open();
    client.write(post('Transfer-Encoding: chunked\r\n', '400\r\n'));
    client.write(patterned(1024));
    const answer = await client.until(/larger than the limit/);
    expect(answer).toMatch(/^HTTP\/1\.1 413 Payload Too Large\r\n.*Connection: close\r\n/s);
    // It may go on sending for a while without being reset.
    client.write('\r\n4000\r\n');
    client.write(patterned(16_384));
    client.write('\r\n0\r\n\r\n');
    await client.closed();
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.request.body).toMatchObject({ sizeBytes: 1000, isTruncated: true });
    expect(record?.exchange.outcome).toMatchObject({ state: 'responded', status: 413 });
    const kept = await storedBody(store, record?.exchange.id ?? '');
    expect(kept.equals(patterned(1000))).toBe(true);
  });

  test('that is announced as too large is kept up to the limit when it comes quickly', async () => {
    const { open } = await start({ bodyLimitBytes: 600_000 });
    const client = await open();
    client.write(post('Content-Length: 1000000\r\n'));
    client.write(patterned(1_000_000));
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 413 /);
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.request.body).toMatchObject({ sizeBytes: 600_000, isTruncated: true });
    expect(record?.bytes.kind).toBe('file');
  });

  test('that is announced as too large and comes slowly is answered 413 soon', async () => {
    const { open } = await start({ bodyLimitBytes: 1000, limits: { oversizeMs: 30 } });
    const client = await open();
    client.write(post('Content-Length: 2000\r\n', 'abc'));
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 413 /);
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.request.body).toMatchObject({ sizeBytes: 3, isTruncated: true });
  });

  test('that is too large is not asked for with 100', async () => {
    const { send: sendBytes } = await start({ bodyLimitBytes: 1000 });
    const answer = await sendBytes(post('Content-Length: 2000\r\nExpect: 100-continue\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.request.body).toMatchObject({ sizeBytes: 0, isTruncated: true });
  });

  test.each([
    ['closed its half', (client: { finish(): void }) => client.finish(), 400],
    ['reset the connection', (client: { reset(): void }) => client.reset(), undefined],
  ])('whose sender %s is kept as far as it came', async (_, breakOff, status) => {
    const { open } = await start();
    const client = await open();
    client.socket.setNoDelay(true);
    client.write(post('Content-Length: 10\r\nExpect: 100-continue\r\n'));
    await client.until(/100 Continue/);
    client.write('abc');
    client.write('d');
    // Everything above has arrived once another request is through.
    await capture.send('GET /other HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n');
    breakOff(client);
    const record = (await capture.untilStored(2))[1];
    expect(record?.exchange.outcome).toMatchObject({ state: 'failed', reason: 'aborted' });
    expect(record?.exchange.outcome).toHaveProperty(
      status === undefined ? 'reason' : 'status',
      status ?? 'aborted',
    );
    expect(record?.exchange.request.body).toMatchObject({ sizeBytes: 4, isTruncated: true });
    expect((await storedBody(store, record?.exchange.id ?? '')).toString()).toBe('abcd');
  });

  test('that breaks off on its way to the disk is kept as far as it came', async () => {
    const { open } = await start();
    const client = await open();
    client.write(post('Transfer-Encoding: chunked\r\n', '100000\r\n'));
    client.write(patterned(700_000));
    client.finish();
    const [record] = await capture.untilStored(1);
    expect(record?.exchange.outcome).toMatchObject({ state: 'failed', reason: 'aborted' });
    expect((await storedBody(store, record?.exchange.id ?? '')).equals(patterned(700_000))).toBe(true);
  });

  test('that the disk can’t take is answered 503, and leaves neither exchange nor file', async () => {
    const filesBefore = await readdir(join(dataDir, 'bodies'), { recursive: true });
    capture = await startCapture({
      ...store,
      createSpool: () => {
        const spool = store.createSpool();
        return {
          ...spool,
          async write() {
            await spool.discard();
            throw new StoreUnavailable('The disk is full.');
          },
        };
      },
    });
    const client = await capture.open();
    client.write(post('Content-Length: 1000000\r\n'));
    client.write(patterned(1_000_000));
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 503 .*Retry-After: 5\r\n/s);
    expect(capture.refused).toEqual([new StoreUnavailable('The disk is full.')]);
    expect(capture.stored).toEqual([]);
    expect(await readdir(join(dataDir, 'bodies'), { recursive: true })).toEqual(filesBefore);
  });
});
