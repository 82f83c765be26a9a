import { Worker } from 'node:worker_threads';
import type { Clock, Dispose } from '../ports.ts';
import type { DecodeJob, DecodedBody, DecodeLimits } from './protocol.ts';

export interface DecoderOptions {
  /** The built `decode-worker.ts`. */
  workerPath: string | URL;
  clock: Clock;
  /** A job that takes longer is given up, and its thread ended: 5 s when absent. */
  timeLimitMs?: number;
  /** A thread without work is ended after this long: 30 s when absent. */
  idleMs?: number;
}

export interface Decoder {
  /**
   * Undoes content codings, given in the order they were applied, on a thread of their own. Never rejects for what the
   * bytes are: what could be decoded comes with a `problem`. Jobs run one after the other.
   */
  decode(
    codings: string[],
    body: Uint8Array | AsyncIterable<Uint8Array>,
    limits?: Partial<DecodeLimits>,
  ): Promise<DecodedBody>;
  /** Ends the thread; a job under way ends with a problem. */
  close(): Promise<void>;
}

const defaultLimits: DecodeLimits = { maxBytes: 16 * 1024 * 1024, maxCodings: 5, maxRatio: 1000 };

export function createDecoder({
  workerPath,
  clock,
  timeLimitMs = 5_000,
  idleMs = 30_000,
}: DecoderOptions): Decoder {
  let worker: Worker | undefined;
  let disposeIdle: Dispose = () => undefined;
  let last: Promise<unknown> = Promise.resolve();

  function startedWorker(): Worker {
    disposeIdle();
    if (worker !== undefined) return worker;
    const started = new Worker(workerPath, {
      // Bounds the JavaScript heap; the bytes themselves are bounded by the limits of each job.
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    });
    started.unref();
    started.on('exit', () => {
      if (worker === started) worker = undefined;
    });
    worker = started;
    return started;
  }

  function end(): Promise<unknown> {
    disposeIdle();
    const ending = worker;
    worker = undefined;
    return ending?.terminate() ?? Promise.resolve();
  }

  function run(job: DecodeJob): Promise<DecodedBody> {
    const thread = startedWorker();
    return new Promise((resolve) => {
      const settle = (result: DecodedBody) => {
        disposeTimer();
        thread.off('message', settle);
        thread.off('error', onError);
        thread.off('exit', onExit);
        disposeIdle = clock.after(idleMs, () => void end());
        resolve(result);
      };
      const giveUp = (problem: string) => settle({ ...untouched(job), isComplete: false, problem });
      const onError = () => {
        // It is about to exit: the next job needs another.
        void end();
        giveUp('Decoding this body failed.');
      };
      const onExit = () => giveUp('Decoding was ended.');
      const disposeTimer = clock.after(timeLimitMs, () => {
        void end();
        giveUp(`Decoding this body took longer than ${timeLimitMs / 1000} s, so it is shown as it came.`);
      });
      thread.on('message', settle);
      thread.on('error', onError);
      thread.on('exit', onExit);
      thread.postMessage(job);
    });
  }

  return {
    async decode(codings, body, limits = {}) {
      const given = { ...defaultLimits, ...limits };
      // Decoded data is hardly ever smaller than coded, so more than this of it would not be looked at.
      const { bytes, isWhole } = await readStart(body, given.maxBytes);
      const job: DecodeJob = { ...given, bytes, isWhole, codings };
      if (codings.length === 0) return untouched(job);
      const result = last.then(() => run(job));
      last = result;
      return result;
    },
    async close() {
      await end();
    },
  };
}

const untouched = ({ bytes, isWhole }: DecodeJob): DecodedBody => ({
  bytes,
  totalBytes: bytes.length,
  isComplete: isWhole,
  codings: [],
});

async function readStart(
  body: Uint8Array | AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  if (body instanceof Uint8Array) {
    return { bytes: body.subarray(0, limitBytes), isWhole: body.length <= limitBytes };
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    const fitting = chunk.subarray(0, limitBytes - sizeBytes);
    chunks.push(fitting);
    sizeBytes += fitting.length;
    if (fitting.length < chunk.length) return { bytes: Buffer.concat(chunks), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}
