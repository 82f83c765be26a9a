import { StoreUnavailable } from '../ports.ts';
import type { Clock, Log } from '../ports.ts';
import { deferred } from './deferred.ts';
import type { Deferred } from './deferred.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './protocol.ts';
import type { StartThread, StoreThread } from './worker-thread.ts';

/** A worker that is started again when it crashes. */
export interface SupervisedThread {
  /** Resolves when it has opened the database; rejects with the sentence why it could not. */
  open(): Promise<void>;
  /** False while there is no worker to take the message. */
  post(message: ToWorker, transfer?: ArrayBuffer[]): boolean;
  /** Lets it finish what it was sent. */
  close(): Promise<void>;
}

export interface SupervisedThreadOptions {
  start: StartThread;
  settings: WorkerSettings;
  /** Until then it may load, but not touch the database. */
  mayOpen: Promise<void>;
  clock: Clock;
  log: Log;
  onMessage(message: FromWorker): void;
  /** It is gone, and with it the answers to all that was sent. */
  onLost(): void;
  /** It is back. */
  onBack(): void;
}

/** Between a crash and the next start, so that a worker that can't live does not take the processor. */
const RESTART_DELAY_MS = 1000;

export function superviseThread(options: SupervisedThreadOptions): SupervisedThread {
  const { clock, log, settings } = options;
  let thread: StoreThread | undefined;
  let isReady = false;
  let wasReady = false;
  let isClosing = false;
  let opened: Deferred<void> | undefined;
  let closed: Deferred<void> | undefined;

  const start = () => {
    if (isClosing) return;
    let refusal: { message: string; isNewer: boolean } | undefined;
    thread = options.start(
      { ...settings, isRestart: wasReady },
      {
        onMessage(message) {
          if (message.kind === 'unopened') refusal = message;
          else if (message.kind === 'ready') onReady(message.warning);
          else options.onMessage(message);
        },
        onExit(reason) {
          thread = undefined;
          isReady = false;
          closed?.resolve();
          if (isClosing) return;
          options.onLost();
          if (wasReady) {
            log.error(
              `The store's ${settings.role} stopped: ${refusal?.message ?? reason}. It is started again.`,
            );
            clock.after(RESTART_DELAY_MS, start);
          } else if (refusal?.isNewer === true) opened?.reject(new Error(refusal.message));
          else
            opened?.reject(new StoreUnavailable(refusal?.message ?? `The store could not start: ${reason}`));
        },
      },
    );
    const started = thread;
    void options.mayOpen.then(() => started.post({ kind: 'open' }));
  };

  const onReady = (warning: string | undefined) => {
    if (warning !== undefined) log.warn(warning);
    isReady = true;
    if (wasReady) options.onBack();
    wasReady = true;
    opened?.resolve();
  };

  return {
    open() {
      opened = deferred();
      start();
      return opened.promise;
    },
    post(message, transfer) {
      if (thread === undefined || !isReady) return false;
      thread.post(message, transfer);
      return true;
    },
    async close() {
      isClosing = true;
      if (thread === undefined) return;
      closed = deferred();
      thread.post({ kind: 'close' });
      await closed.promise;
    },
  };
}
