import { systemClock } from '../../clock.ts';
import { uuidIds } from '../../ids.ts';
import { openStore } from '../open-store.ts';
import { newExchange } from './store-records.ts';

/**
 * A program that stores exchanges, some with bodies in files, and prints the id of each when it is stored, until it is
 * killed. Arguments: data folder, path of the worker.
 */
const [dataDir = '', workerPath = ''] = process.argv.slice(2);
const quiet = () => undefined;
const log = { info: quiet, warn: quiet, error: quiet };
const store = await openStore({
  dataDir,
  workerPath,
  log,
  ids: uuidIds,
  clock: systemClock,
  minimumFreeBytes: 0,
});
const [inbox] = await store.listBins();

async function appendOne(number: number): Promise<void> {
  const record = newExchange(inbox?.id ?? '', { body: `body ${number} ${'x'.repeat(number % 3000)}` });
  if (number % 50 === 0 && record.bytes.kind === 'inline') {
    const spool = store.createSpool();
    await spool.write(record.bytes.bytes);
    await store.appendExchange({ ...record, bytes: await spool.finish() });
  } else await store.appendExchange(record);
  // Synchronous: what was printed was told, even if the process ends in this moment.
  process.stdout.write(`${record.exchange.id}\n`);
}

await Promise.all(
  Array.from({ length: 16 }, async (_, worker) => {
    for (let number = worker; ; number += 16) await appendOne(number);
  }),
);
