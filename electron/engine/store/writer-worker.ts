import { join } from 'node:path';
import { createDiskGuard, problemSentence, readFreeBytes } from './disk-guard.ts';
import { DATABASE_NAME, openWriterDatabase } from './open-database.ts';
import type { FromWorker, ToWorker, WorkerSettings, WriteOp, WriteResult } from './protocol.ts';
import { purgeStep, vacuumStep } from './purge.ts';
import { createWriter } from './writer.ts';

/** How the worker's side of the store talks to the main thread's. */
export interface WorkerChannel {
  post(message: FromWorker): void;
}

export interface StoreWorker {
  handle(message: ToWorker): void;
}

export interface WriterWorkerOptions {
  settings: WorkerSettings;
  channel: WorkerChannel;
  readFreeBytes?: (folder: string) => number;
}

/** How long no write has come before the purge of old rows takes a step. */
const IDLE_MS = 50;

/** The side that writes: batches as they come, the purge in between. Throws when the database can't be opened. */
export function startWriterWorker({ settings, channel, ...options }: WriterWorkerOptions): StoreWorker {
  const { dataDir, minimumFreeBytes } = settings;
  const { db, warning } = openWriterDatabase(settings);
  const writer = createWriter(db);
  const guard = createDiskGuard({
    dataDir,
    databasePath: join(dataDir, DATABASE_NAME),
    minimumFreeBytes,
    readFreeBytes: options.readFreeBytes ?? readFreeBytes,
  });
  let purgeTimer: NodeJS.Timeout | undefined;
  let lastWriteAt = -Infinity;

  const write = (
    ops: WriteOp[],
    bytes: Uint8Array,
  ): { results: WriteResult[] | undefined; problem?: string } => {
    const refuseAll = (message: string) => ({
      results: ops.map((): WriteResult => ({ kind: 'unavailable', message })),
      problem: message,
    });
    const problem = guard.check(bytes.byteLength);
    if (problem !== undefined) return refuseAll(problem);
    try {
      return { results: writer.apply(ops, bytes) };
    } catch (error) {
      return refuseAll(problemSentence(error, dataDir) ?? `The store failed: ${messageOf(error)}`);
    }
  };

  const probe = (): string | undefined => {
    const problem = guard.checkNow();
    if (problem !== undefined) return problem;
    try {
      writer.probe();
      return undefined;
    } catch (error) {
      return problemSentence(error, dataDir) ?? `The store failed: ${messageOf(error)}`;
    }
  };

  const purge = () => {
    if (performance.now() - lastWriteAt < IDLE_MS) {
      purgeTimer = setTimeout(purge, IDLE_MS);
      return;
    }
    try {
      const purged = purgeStep(db, writer.newestSeq);
      if (purged !== undefined) channel.post({ kind: 'purged', ...purged });
      else if (!vacuumStep(db)) return;
      purgeTimer = setTimeout(purge, 0);
    } catch (error) {
      // Left for the next start: a disk that fails shows itself in the writes.
      channel.post({
        kind: 'log',
        level: 'warn',
        message: `Old rows could not be purged: ${messageOf(error)}`,
      });
    }
  };
  if (!settings.isRestart) purgeTimer = setTimeout(purge, IDLE_MS);

  channel.post({ kind: 'ready', warning });

  return {
    handle(message) {
      switch (message.kind) {
        case 'write': {
          lastWriteAt = performance.now();
          const { results, problem } = write(message.ops, new Uint8Array(message.bytes));
          channel.post({
            kind: 'written',
            batch: message.batch,
            results,
            problem,
            commitCount: writer.commitCount,
          });
          break;
        }
        case 'probe':
          channel.post({
            kind: 'written',
            batch: message.batch,
            results: undefined,
            problem: probe(),
            commitCount: writer.commitCount,
          });
          break;
        case 'close':
          clearTimeout(purgeTimer);
          db.close();
          channel.post({ kind: 'closed' });
          break;
        case 'open':
        case 'read':
        case 'stored':
        case 'purged':
          throw new Error(`The writer got a message for the reader: ${message.kind}.`);
      }
    },
  };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
