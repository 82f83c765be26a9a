import type { Bin } from '../../../shared/model/bin.ts';
import type { Clock, Dispose, Log } from '../ports.ts';
import type { BytesRef, FromWorker, ReadName, Reads, WorkerSettings, WriteOp } from './protocol.ts';
import { deferred } from './deferred.ts';
import { createReadCalls } from './read-calls.ts';
import { createStoreHealth } from './store-health.ts';
import { superviseThread } from './supervised-thread.ts';
import type { StartThread } from './worker-thread.ts';
import { createWriteQueue } from './write-queue.ts';

/** The main thread's side of the two workers: one that writes, one that reads. */
export interface StoreConnection {
  /** See `WriteQueue.submit`. */
  write(
    makeOp: (inline: BytesRef) => WriteOp,
    bytes?: Uint8Array,
    isLazy?: boolean,
  ): Promise<Bin | undefined>;
  /** Sees every write that was asked for before it. */
  read<Name extends ReadName>(name: Name, ...args: Parameters<Reads[Name]>): Promise<ReturnType<Reads[Name]>>;
  readonly problem: string | undefined;
  /** Storing failed elsewhere: body files share the disk. */
  fail: (problem: string) => void;
  onProblem(listener: (problem: string | undefined) => void): Dispose;
  close(): Promise<void>;
}

export interface StoreConnectionOptions {
  settings: Omit<WorkerSettings, 'role'>;
  start: StartThread;
  clock: Clock;
  log: Log;
  /** No row refers to these body files any more. */
  onPurged: (hashes: string[]) => void;
}

const CRASHED = 'The store stopped unexpectedly. Hookbench starts it again.';
const PROBE = 0;
const STORED_SPAN_MS = 200;

export async function openConnection(options: StoreConnectionOptions): Promise<StoreConnection> {
  const { settings, start, clock, log } = options;
  let storedCount = 0;
  let storedTimer: NodeJS.Timeout | undefined;

  const health = createStoreHealth(clock, () => writer.post({ kind: 'probe', batch: PROBE }));
  const queue = createWriteQueue({
    post: (message, transfer) => writer.post(message, transfer),
    currentProblem: () => health.problem,
    onProblem: health.fail,
    onStored(count) {
      storedCount += count;
      storedTimer ??= setTimeout(() => {
        storedTimer = undefined;
        reader.post({ kind: 'stored', count: storedCount, spanMs: STORED_SPAN_MS });
        storedCount = 0;
      }, STORED_SPAN_MS).unref();
    },
  });
  const calls = createReadCalls((message) => reader.post(message));

  const onMessage = (message: FromWorker) => {
    switch (message.kind) {
      case 'written':
        if (message.batch === PROBE) health.onProbed(message.problem);
        else queue.onWritten(message);
        break;
      case 'read':
      case 'readFailed':
        calls.onMessage(message);
        break;
      case 'purged':
        options.onPurged(message.hashes);
        reader.post({ kind: 'purged', seqs: message.seqs });
        break;
      case 'log':
        log[message.level](message.message);
        break;
      case 'ready':
      case 'unopened':
      case 'closed':
        break;
    }
  };

  // The writer makes the database that the reader opens; both threads load at the same time.
  const writerOpened = deferred();
  const writer = superviseThread({
    start,
    settings: { ...settings, role: 'writer' },
    mayOpen: Promise.resolve(),
    clock,
    log,
    onMessage,
    onLost() {
      health.fail(CRASHED);
      queue.onLost(CRASHED);
    },
    onBack: health.probeNow,
  });
  const reader = superviseThread({
    start,
    settings: { ...settings, role: 'reader' },
    mayOpen: writerOpened.promise,
    clock,
    log,
    onMessage,
    onLost: calls.onLost,
    onBack: () => undefined,
  });

  try {
    await Promise.all([writer.open().then(writerOpened.resolve), reader.open()]);
  } catch (error) {
    await Promise.all([writer.close(), reader.close()]);
    throw error;
  }

  return {
    write: (makeOp, bytes, isLazy) => queue.submit(makeOp, bytes, isLazy),
    async read(name, ...args) {
      await queue.settled();
      return calls.call(name, ...args);
    },
    get problem() {
      return health.problem;
    },
    fail: health.fail,
    onProblem: health.onProblem,
    async close() {
      await queue.settled();
      clearTimeout(storedTimer);
      health.close();
      // The writer closes last: the last connection to go folds the log into the database.
      await reader.close();
      await writer.close();
    },
  };
}
