import type { Bin } from '../../../shared/model/bin.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { StoreUnavailable } from '../ports.ts';
import { deferred } from './deferred.ts';
import type { Deferred } from './deferred.ts';
import type { BytesRef, FromWorker, ToWorker, WriteOp, WriteResult } from './protocol.ts';

/** Collects the writes of one turn of the event loop, and those that come while the worker is busy, into batches. */
export interface WriteQueue {
  /** `makeOp` gets where the bytes will be. Resolves after the commit, for some writes with a bin. */
  submit(
    makeOp: (inline: BytesRef) => WriteOp,
    bytes?: Uint8Array,
    isLazy?: boolean,
  ): Promise<Bin | undefined>;
  /** Resolves when every write submitted so far is stored or has failed. */
  settled(): Promise<void>;
  onWritten(message: Extract<FromWorker, { kind: 'written' }>): void;
  /** Rejects all that was sent: the worker that had it is gone. */
  onLost(problem: string): void;
}

export interface WriteQueueOptions {
  post(message: ToWorker, transfer: ArrayBuffer[]): boolean;
  /** Why nothing can be stored now. */
  currentProblem(): string | undefined;
  onProblem(problem: string): void;
  /** This many exchanges were stored. */
  onStored(exchangeCount: number): void;
}

interface Batch {
  ops: WriteOp[];
  promises: Deferred<Bin | undefined>[];
  parts: Uint8Array[];
  sizeBytes: number;
  done: Deferred<void>;
}

const MAXIMUM_WAITING = 20_000;
const MAXIMUM_WAITING_BYTES = 256 * 1024 * 1024;
/** One that the worker writes, and one that it finds when it is done. */
const BATCHES_UNDER_WAY = 2;
/** Bounds what one commit takes, and with it how long the next waits. */
const BATCH_BYTES = 4 * 1024 * 1024;
const LAZY_MS = 5;
/** This many go out in mid-turn: the disk works on them while the rest of the turn is still being read. */
const EAGER_BATCH = 8;

export function createWriteQueue(options: WriteQueueOptions): WriteQueue {
  const waiting: Batch[] = [];
  const underWay = new Map<number, Batch>();
  let waitingCount = 0;
  let waitingBytes = 0;
  let nextBatch = 1;
  let isFlushPlanned = false;
  let lazyTimer: NodeJS.Timeout | undefined;

  const planFlush = () => {
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    setImmediate(() => {
      isFlushPlanned = false;
      flush();
    });
  };

  const flush = () => {
    clearTimeout(lazyTimer);
    lazyTimer = undefined;
    while (underWay.size < BATCHES_UNDER_WAY) {
      const batch = waiting.shift();
      if (batch === undefined) return;
      send(batch);
    }
  };

  const send = (batch: Batch) => {
    const bytes = new Uint8Array(batch.sizeBytes);
    let offset = 0;
    for (const part of batch.parts) {
      bytes.set(part, offset);
      offset += part.byteLength;
    }
    const number = nextBatch++;
    underWay.set(number, batch);
    const isSent = options.post({ kind: 'write', batch: number, ops: batch.ops, bytes: bytes.buffer }, [
      bytes.buffer,
    ]);
    if (!isSent) {
      const message = options.currentProblem() ?? 'The store is not running.';
      finish(
        number,
        batch.ops.map((): WriteResult => ({ kind: 'unavailable', message })),
      );
    }
  };

  const finish = (number: number, results: WriteResult[] | undefined) => {
    const batch = underWay.get(number);
    if (batch === undefined) return;
    underWay.delete(number);
    waitingCount -= batch.ops.length;
    waitingBytes -= batch.sizeBytes;
    let exchangeCount = 0;
    batch.promises.forEach((promise, index) => {
      const result = results?.[index];
      if (result === undefined || result.kind === 'stored') {
        if (batch.ops[index]?.kind === 'appendExchange') exchangeCount += 1;
        promise.resolve(result?.bin);
      } else promise.reject(errorOf(result));
    });
    batch.done.resolve();
    if (exchangeCount > 0) options.onStored(exchangeCount);
  };

  const openBatch = (): Batch => {
    const last = waiting.at(-1);
    if (last !== undefined && last.sizeBytes < BATCH_BYTES) return last;
    const batch: Batch = { ops: [], promises: [], parts: [], sizeBytes: 0, done: deferred() };
    waiting.push(batch);
    return batch;
  };

  return {
    submit(makeOp, bytes, isLazy) {
      const problem = options.currentProblem();
      if (problem !== undefined) return Promise.reject(new StoreUnavailable(problem));
      const length = bytes?.byteLength ?? 0;
      if (waitingCount >= MAXIMUM_WAITING || waitingBytes + length > MAXIMUM_WAITING_BYTES)
        return Promise.reject(
          new StoreUnavailable('More arrives than the disk can store at the moment. Send it again later.'),
        );
      const batch = openBatch();
      const promise = deferred<Bin | undefined>();
      batch.ops.push(makeOp({ kind: 'inline', offset: batch.sizeBytes, length }));
      batch.promises.push(promise);
      if (bytes !== undefined) batch.parts.push(bytes);
      batch.sizeBytes += length;
      waitingCount += 1;
      waitingBytes += length;
      if (isLazy === true) lazyTimer ??= setTimeout(flush, LAZY_MS);
      else if (batch.ops.length >= EAGER_BATCH && underWay.size < BATCHES_UNDER_WAY) flush();
      else planFlush();
      return promise.promise;
    },

    settled() {
      if (waiting.length > 0) planFlush();
      const last = waiting.at(-1) ?? [...underWay.values()].at(-1);
      return last === undefined ? Promise.resolve() : last.done.promise;
    },

    onWritten(message) {
      finish(message.batch, message.results);
      if (message.problem !== undefined) options.onProblem(message.problem);
      // The callers answered just now may write again in this turn: their writes join the next batch.
      if (waiting.length > 0) planFlush();
    },

    onLost(problem) {
      for (const [number, batch] of underWay) {
        finish(
          number,
          batch.ops.map((): WriteResult => ({ kind: 'unavailable', message: problem })),
        );
      }
      if (waiting.length > 0) planFlush();
    },
  };
}

function errorOf(result: Exclude<WriteResult, { kind: 'stored' }>): Error {
  if (result.kind === 'unavailable') return new StoreUnavailable(result.message);
  return result.code === 'conflict'
    ? new CommandError('conflict', result.message)
    : new Error(result.message);
}
