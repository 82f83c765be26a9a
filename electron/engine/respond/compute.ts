import { Worker } from 'node:worker_threads';
import type { Clock, Dispose } from '../ports.ts';
import type { ComputeJob, ComputeResult, FromCompute } from './compute-protocol.ts';

export interface ComputeOptions {
  /** The built `compute-worker.ts`. */
  workerPath: string | URL;
  clock: Clock;
  /** A job that takes longer is given up, and its thread ended: 1 s when absent. */
  timeLimitMs?: number;
  /** A thread without work is ended after this long: 60 s when absent. */
  idleMs?: number;
}

/** Runs what a user wrote over what a stranger sent, on a thread of its own that can be ended. */
export interface Compute {
  /** Never rejects: what went wrong is the result. Jobs run one after the other. */
  run(job: ComputeJob): Promise<ComputeResult>;
  /** Ends the thread; jobs under way and waiting end with a problem. */
  close(): Promise<void>;
}

/** Beyond so many waiting jobs a flood would only wait longer and longer: the default reply is the better answer. */
const MAX_WAITING = 2000;

interface Waiting {
  job: ComputeJob;
  settle(result: ComputeResult): void;
}

export function createCompute(options: ComputeOptions): Compute {
  const { workerPath, clock, timeLimitMs = 1_000, idleMs = 60_000 } = options;
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let current: Waiting | undefined;
  let disposeTimer: Dispose = () => undefined;
  let isReady = false;
  let isClosed = false;

  function started(): Worker {
    if (worker !== undefined) return worker;
    const thread = new Worker(workerPath, {
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 },
    });
    thread.unref();
    thread.on('message', (message: FromCompute) => {
      if (worker !== thread) return;
      if (message.kind === 'ready') {
        isReady = true;
        // A job's time begins when all is loaded, which takes a busy machine a while.
        if (current !== undefined) watch();
      } else finish(message);
    });
    // Out of memory, or out of stack inside of QuickJS.
    thread.on('error', () => {
      if (worker === thread) abandon(problem('was stopped: it used too much memory'));
    });
    thread.on('exit', () => {
      if (worker === thread) abandon(problem('was stopped'));
    });
    worker = thread;
    return thread;
  }

  function next(): void {
    if (current !== undefined) return;
    disposeTimer();
    current = queue.shift();
    if (current === undefined) {
      disposeTimer = clock.after(idleMs, () => void end());
      return;
    }
    const thread = started();
    if (isReady) watch();
    thread.postMessage(current.job);
  }

  function watch(): void {
    disposeTimer = clock.after(timeLimitMs, () => abandon(problem(`was stopped after ${timeLimitMs} ms`)));
  }

  function finish(result: ComputeResult): void {
    const done = current;
    current = undefined;
    next();
    done?.settle(result);
  }

  /** The thread is of no more use. */
  function abandon(result: ComputeResult): void {
    void end();
    finish(result);
  }

  function end(): Promise<unknown> {
    disposeTimer();
    const ending = worker;
    worker = undefined;
    isReady = false;
    return ending?.terminate() ?? Promise.resolve();
  }

  return {
    run(job) {
      if (isClosed) return Promise.resolve(problem('was not started: Hookbench closes'));
      if (queue.length >= MAX_WAITING)
        return Promise.resolve(problem('was not started: too many wait before it'));
      return new Promise((settle) => {
        queue.push({ job, settle });
        next();
      });
    },
    async close() {
      isClosed = true;
      for (const { settle } of queue.splice(0)) settle(problem('was not started: Hookbench closes'));
      await end();
      const done = current;
      current = undefined;
      done?.settle(problem('was stopped: Hookbench closes'));
    },
  };
}

const problem = (text: string): ComputeResult => ({ kind: 'problem', problem: text });
