import { problemSentence } from '../disk-guard.ts';
import { NewerDatabaseError } from '../migrations.ts';
import type { FromWorker, ToWorker } from '../protocol.ts';
import { startReaderWorker } from '../reader-worker.ts';
import type { StartThread, ThreadListener } from '../worker-thread.ts';
import { startWriterWorker } from '../writer-worker.ts';
import type { StoreWorker } from '../writer-worker.ts';

/** What a test may look at and change in workers that run in its own thread. */
export interface InlineThreads {
  start: StartThread;
  /** Free space as the writer sees it, in bytes. */
  freeBytes: number;
  /** Batches the writer was sent. */
  batches: Extract<ToWorker, { kind: 'write' }>[];
  /** The last commit count the writer told. */
  commitCount: number;
  /** Ends the writer as a crash does. */
  crashWriter: () => void;
}

/** The store's two workers without threads: messages take a turn of the event loop, as between threads. */
export function createInlineThreads(): InlineThreads {
  const threads: InlineThreads = {
    freeBytes: 1e12,
    batches: [],
    commitCount: 0,
    crashWriter: () => undefined,
    start(settings, listener) {
      let worker: StoreWorker | undefined;
      let isGone = false;
      const end = (reason: string) => {
        if (isGone) return;
        isGone = true;
        listener.onExit(reason);
      };
      const post = (message: FromWorker) => {
        if (message.kind === 'written') threads.commitCount = message.commitCount;
        setImmediate(() => {
          if (!isGone) listener.onMessage(message);
        });
      };
      const isWriter = settings.role === 'writer';
      if (isWriter) threads.crashWriter = () => end('it was made to crash');
      const open = () => {
        try {
          worker = isWriter
            ? startWriterWorker({ settings, channel: { post }, readFreeBytes: () => threads.freeBytes })
            : startReaderWorker(settings, { post });
        } catch (error) {
          refuse(error, settings.dataDir, listener);
          end('it could not open');
        }
      };
      return {
        post(message) {
          if (message.kind === 'write') threads.batches.push(message);
          setImmediate(() => {
            if (isGone) return;
            if (message.kind === 'open') open();
            else worker?.handle(message);
            if (message.kind === 'close') end('it was closed');
          });
        },
      };
    },
  };
  return threads;
}

function refuse(error: unknown, dataDir: string, listener: ThreadListener): void {
  listener.onMessage({
    kind: 'unopened',
    message: problemSentence(error, dataDir) ?? String(error),
    isNewer: error instanceof NewerDatabaseError,
  });
}
