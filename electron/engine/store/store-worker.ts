import { parentPort, workerData } from 'node:worker_threads';
import { problemSentence } from './disk-guard.ts';
import { NewerDatabaseError } from './migrations.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts';
import { startReaderWorker } from './reader-worker.ts';
import { startWriterWorker } from './writer-worker.ts';

/** Entry of both of the store's worker threads. */

if (parentPort === null) throw new Error('This file is the entry of a worker thread.');
const port = parentPort;
const settings = workerData as WorkerSettings;
const channel = { post: (message: FromWorker) => port.postMessage(message) };

try {
  const worker =
    settings.role === 'writer'
      ? startWriterWorker({ settings, channel })
      : startReaderWorker(settings, channel);
  port.on('message', (message: ToWorker) => {
    worker.handle(message);
    if (message.kind === 'close') port.close();
  });
} catch (error) {
  channel.post({
    kind: 'unopened',
    message:
      problemSentence(error, settings.dataDir) ?? (error instanceof Error ? error.message : String(error)),
    isNewer: error instanceof NewerDatabaseError,
  });
  port.close();
}
