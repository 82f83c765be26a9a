import { parentPort, workerData } from 'node:worker_threads';
import { problemSentence } from './disk-guard.ts';
import { NewerDatabaseError } from './migrations.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts';
import { startReaderWorker } from './reader-worker.ts';
import { startWriterWorker } from './writer-worker.ts';
import type { StoreWorker } from './writer-worker.ts';

/** Entry of both of the store's worker threads. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const port = parentPort;
const settings = workerData as WorkerSettings;
const channel = { post: (message: FromWorker) => port.postMessage(message) };
let worker: StoreWorker | undefined;

port.on('message', (message: ToWorker) => {
  if (message.kind === 'open') open();
  else worker?.handle(message);
  if (message.kind === 'close') port.close();
});

function open(): void {
  try {
    worker =
      settings.role === 'writer'
        ? startWriterWorker({ settings, channel })
        : startReaderWorker(settings, channel);
  } catch (error) {
    channel.post({
      kind: 'unopened',
      message:
        problemSentence(error, settings.dataDir) ?? (error instanceof Error ? error.message : String(error)),
      isNewer: error instanceof NewerDatabaseError,
    });
    port.close();
  }
}
