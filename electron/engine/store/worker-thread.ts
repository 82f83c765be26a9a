import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts';

/**
 * One of the store's workers as the main thread sees it. It ends when it is told to close, and is never terminated: the
 * driver aborts the whole process when its thread is taken away in the middle of a statement. For the same reason a
 * program closes the store before it calls `process.exit`.
 */
export interface StoreThread {
  post(message: ToWorker, transfer?: ArrayBuffer[]): void;
}

export interface ThreadListener {
  onMessage(message: FromWorker): void;
  /** Called once, also after a wanted end. */
  onExit(reason: string): void;
}

export type StartThread = (settings: WorkerSettings, listener: ThreadListener) => StoreThread;

export const workerThreadStarter =
  (workerPath: string | URL): StartThread =>
  (settings, listener) => {
    const worker = new Worker(workerPath, { workerData: settings, name: `store-${settings.role}` });
    let failure: string | undefined;
    worker.on('message', (message: FromWorker) => listener.onMessage(message));
    worker.on('error', (error) => (failure = error instanceof Error ? error.message : String(error)));
    worker.on('exit', (exitCode) => listener.onExit(failure ?? `it ended with exit code ${exitCode}`));
    return {
      post: (message, transfer) => worker.postMessage(message, transfer ?? []),
    };
  };
