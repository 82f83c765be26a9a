import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Exchange } from '../../../shared/model/exchange.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { systemClock } from '../clock.ts';
import { uuidIds } from '../ids.ts';
import type { Log } from '../ports.ts';
import { openStore } from '../store/open-store.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { createDeliveries } from './deliveries.ts';
import { planReplay } from './replay.ts';

const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const mebibyte = 1024 * 1024;

it('replays 100 MB, and takes a reply as large, without holding either in memory', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'hookbench-large-'));
  const store = await openStore({
    dataDir,
    workerPath: await buildEntry(new URL('../store/store-worker.ts', import.meta.url)),
    log,
    ids: uuidIds,
    clock: systemClock,
    minimumFreeBytes: 0,
  });
  const received = createHash('sha256');
  const echo = randomBytes(mebibyte);
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.update(chunk));
    request.on('end', () => {
      let left = 100;
      const more = () => {
        while (left > 0) {
          left -= 1;
          if (!response.write(echo)) return;
        }
        response.end();
      };
      response.on('drain', more);
      more();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const spool = store.createSpool();
  const block = randomBytes(mebibyte);
  for (let count = 0; count < 100; count += 1) {
    block.writeUInt32BE(count);
    await spool.write(block);
  }
  const bytes = await spool.finish();
  const [inbox] = await store.listBins();
  const exchange: Exchange = {
    id: uuidIds.next('exc'),
    binId: inbox?.id ?? '',
    receivedAt: Date.now(),
    request: {
      method: 'POST',
      target: '/',
      httpVersion: '1.1',
      headers: [],
      trailers: [],
      body: { sizeBytes: bytes.sizeBytes, sha256: bytes.sha256, isTruncated: false },
      remoteAddress: '127.0.0.1',
      scheme: 'http',
      via: 'local',
    },
    outcome: { state: 'pending' },
  };
  await store.appendExchange({ exchange, bytes });

  const deliveries = createDeliveries({
    store,
    clock: systemClock,
    ids: uuidIds,
    settings: { read: defaultSettings },
    publish: () => undefined,
  });
  const before = process.memoryUsage().rss;
  let peak = before;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { ended } = await deliveries.start(
    planReplay(exchange, url, { edits: undefined, isHostRewritten: false }),
  );
  const delivery = await ended;
  clearInterval(sampling);

  expect(received.digest('hex')).toBe(bytes.sha256);
  expect(delivery.attempts[0]?.failure).toBeUndefined();
  expect(delivery.attempts[0]?.response?.body.sizeBytes).toBe(100 * mebibyte);
  expect((peak - before) / mebibyte).toBeLessThan(150);

  await store.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);
