import { readBodyStart } from './body-paths.ts';
import { openReaderDatabase, storeIdOf } from './open-database.ts';
import type { Reads, ToWorker, WorkerSettings } from './protocol.ts';
import { createReads } from './reader.ts';
import { openSearchIndex } from './search-index.ts';
import type { StoreWorker, WorkerChannel } from './writer-worker.ts';

/** More rows a second than this, and the index leaves the processor to those who store them. */
const BUSY_ROWS_PER_SECOND = 2000;

/** The side that reads, and fills the search index while little is stored. Throws when a database can't be opened. */
export function startReaderWorker(settings: WorkerSettings, channel: WorkerChannel): StoreWorker {
  const { dataDir } = settings;
  const db = openReaderDatabase(dataDir);
  const readFileStart = (sha256: string, byteCount: number) => readBodyStart(dataDir, sha256, byteCount);
  const index = openSearchIndex(dataDir, db, storeIdOf(db), readFileStart);
  const reads = createReads(db, index, readFileStart);
  let isIndexing = false;
  let isClosed = false;

  const indexNext = () => {
    isIndexing = false;
    if (isClosed) return;
    try {
      if (index.step()) startIndexing();
    } catch (error) {
      // The rows stay in the part that is scanned; the next rows stored start it again.
      channel.post({ kind: 'log', level: 'warn', message: `The search index failed: ${messageOf(error)}` });
    }
  };
  const startIndexing = () => {
    if (isIndexing) return;
    isIndexing = true;
    // Behind the messages that wait.
    setImmediate(indexNext);
  };

  const answer = (call: number, run: () => unknown) => {
    try {
      channel.post({ kind: 'read', call, value: run() });
    } catch (error) {
      channel.post({ kind: 'readFailed', call, message: messageOf(error) });
    }
  };

  channel.post({ kind: 'ready', warning: undefined });
  startIndexing();

  return {
    handle(message: ToWorker) {
      switch (message.kind) {
        case 'read': {
          // The client is typed by `Reads`: name and arguments belong together.
          const read = reads[message.name] as (...args: unknown[]) => ReturnType<Reads[keyof Reads]>;
          answer(message.call, () => read(...message.args));
          break;
        }
        case 'stored':
          if (message.count * 1000 <= BUSY_ROWS_PER_SECOND * message.spanMs) startIndexing();
          break;
        case 'purged':
          index.forget(message.seqs);
          break;
        case 'close':
          isClosed = true;
          index.close();
          db.close();
          channel.post({ kind: 'closed' });
          break;
        case 'open':
        case 'write':
        case 'probe':
          throw new Error(`The reader got a message for the writer: ${message.kind}.`);
      }
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
