import type { ForwardQueue, ForwardRule } from '../../../shared/model/forward-rule.ts';
import type { Clock, Dispose, Log, QueuedRequest } from '../ports.ts';

/** What a queue needs to deliver; its rule may change between one request and the next. */
export interface QueueDeps {
  clock: Clock;
  log: Log;
  /** `undefined` once it is gone. */
  rule(): ForwardRule | undefined;
  list(afterSeq: number, limit: number): Promise<QueuedRequest[]>;
  drop(seq: number): Promise<void>;
  /**
   * Begins to deliver one. `undefined` when its request is gone; rejects with a `CommandError` for one that can't be sent, and
   * with `StoreUnavailable`.
   */
  deliver(
    queued: QueuedRequest,
    onDown: (problem: string, nextAttemptAt: number) => void,
  ): Promise<Underway | undefined>;
  isPermanent(error: unknown): boolean;
  onChanged(): void;
}

export interface Underway {
  /** Resolves when it is delivered, or given up: with false when it was interrupted and is still to be delivered. */
  ended: Promise<boolean>;
  /** Makes the next attempt now. */
  wake(): void;
  interrupt(): Promise<void>;
  cancel(): Promise<void>;
}

/** One rule's queue at work. */
export interface Queue {
  status(): Pick<
    ForwardQueue,
    'state' | 'length' | 'oldestAt' | 'nextAttemptAt' | 'lastError' | 'droppedCount'
  >;
  /** So many were stored for it. */
  added(count: number): void;
  /** One was not stored for it, since too many wait. */
  skipped(): void;
  /** The rule was changed: what waits for a destination that is down is planned anew. */
  ruleChanged(): void;
  /** Tries the destination now, and goes on. */
  drain(): void;
  /** Cancels what is under way; the rows are the caller's to remove. Gives how many waited. */
  discard(remove: () => Promise<void>): Promise<number>;
  close(): Promise<void>;
}

const PAGE = 200;
/** Where order does not matter. */
const AT_ONCE = 8;
const STORE_PAUSE_MS = 1000;

export function createQueue(
  deps: QueueDeps,
  initial: { length: number; oldestAt: number | undefined },
): Queue {
  const { clock, log, onChanged } = deps;
  let { length } = initial;
  let oldestAt = initial.oldestAt;
  let droppedCount = 0;
  let lastError: string | undefined;
  let page: QueuedRequest[] = [];
  let readThrough = 0;
  let lastStartMs = -Infinity;
  let isWorking = false;
  let isClosed = false;
  /** Nothing is begun while rows are being removed. */
  let isDiscarding = false;
  const underway = new Map<number, { queued: QueuedRequest; run?: Underway; nextAttemptAt?: number }>();
  const sleepers = new Set<() => void>();

  const isDown = () => [...underway.values()].some(({ nextAttemptAt }) => nextAttemptAt !== undefined);
  const isRunning = () => !isClosed && !isDiscarding && deps.rule()?.isEnabled === true;
  const limit = () => (deps.rule()?.queue.isOrdered === false ? AT_ONCE : 1);

  /** Cut short by whatever changes what is to be done. */
  const sleep = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      let dispose: Dispose = () => undefined;
      const end = () => {
        dispose();
        sleepers.delete(end);
        resolve();
      };
      sleepers.add(end);
      dispose = clock.after(delayMs, end);
    });
  const stir = () => {
    for (const end of [...sleepers]) end();
    void work();
  };

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    try {
      while (isRunning() && underway.size < limit() && !isDown()) {
        const queued = await next();
        if (queued === undefined) break;
        if (queued.queuedAt + (deps.rule()?.queue.maxAgeMs ?? Infinity) < clock.now()) {
          await remove(queued, 'It waited too long to be delivered.');
        } else if (await paced()) {
          const begun = begin(queued);
          if (limit() === 1) await begun;
        } else page.unshift(queued);
      }
    } catch (error) {
      log.error('A forward queue stopped for a moment.', error);
      void sleep(STORE_PAUSE_MS).then(stir);
    } finally {
      isWorking = false;
    }
  }

  async function next(): Promise<QueuedRequest | undefined> {
    if (page.length === 0 && length > underway.size) {
      const found = await deps.list(readThrough, PAGE);
      page = found.filter(({ seq }) => !underway.has(seq));
      readThrough = found.at(-1)?.seq ?? readThrough;
      if (found.length === 0) length = underway.size;
      oldestAt = [...underway.values()][0]?.queued.queuedAt ?? page[0]?.queuedAt;
      onChanged();
    }
    return page.shift();
  }

  /** Waits for the next turn at the chosen rate; false when it is not to be begun any more. */
  async function paced(): Promise<boolean> {
    const perSecond = deps.rule()?.queue.perSecond;
    if (perSecond !== undefined) {
      for (let leftMs = waitMs(perSecond); leftMs > 0 && isRunning(); leftMs = waitMs(perSecond))
        await sleep(leftMs);
    }
    lastStartMs = clock.monotonicMs();
    return isRunning();
  }
  const waitMs = (perSecond: number) => lastStartMs + 1000 / perSecond - clock.monotonicMs();

  /** Resolves when there is room for another. */
  async function begin(queued: QueuedRequest): Promise<void> {
    const entry: { queued: QueuedRequest; run?: Underway; nextAttemptAt?: number } = { queued };
    underway.set(queued.seq, entry);
    try {
      const run = await deps.deliver(queued, (problem, nextAttemptAt) => {
        entry.nextAttemptAt = nextAttemptAt;
        lastError = problem;
        onChanged();
      });
      if (run === undefined) {
        await remove(queued, undefined);
        return;
      }
      entry.run = run;
      if (isClosed) await run.interrupt();
      const isDone = await run.ended;
      if (isDone) {
        length -= 1;
        lastError = undefined;
      } else rewind();
    } catch (error) {
      if (deps.isPermanent(error)) {
        await remove(queued, error instanceof Error ? error.message : String(error));
      } else {
        log.error('A queued request could not be delivered now.', error);
        rewind();
        await sleep(STORE_PAUSE_MS);
      }
    } finally {
      underway.delete(queued.seq);
      oldestAt =
        [...underway.values()][0]?.queued.queuedAt ??
        page[0]?.queuedAt ??
        (length > 0 ? oldestAt : undefined);
      onChanged();
      void work();
    }
  }

  async function remove({ seq }: QueuedRequest, problem: string | undefined): Promise<void> {
    await deps.drop(seq);
    length -= 1;
    if (problem === undefined) return;
    droppedCount += 1;
    lastError = problem;
  }

  /** Begins to read from the front again. */
  function rewind(): void {
    page = [];
    readThrough = 0;
  }

  const all = (act: (run: Underway) => Promise<void>) =>
    Promise.all([...underway.values()].flatMap(({ run }) => (run === undefined ? [] : [act(run)])));

  void work();

  return {
    status() {
      const dueAt = [...underway.values()].flatMap(({ nextAttemptAt }) => nextAttemptAt ?? []);
      const state =
        length === 0
          ? 'idle'
          : deps.rule()?.isEnabled !== true
            ? 'paused'
            : isDown()
              ? 'waiting'
              : 'draining';
      return {
        state,
        length,
        ...(length === 0 || oldestAt === undefined ? {} : { oldestAt }),
        ...(dueAt.length === 0 ? {} : { nextAttemptAt: Math.min(...dueAt) }),
        ...(lastError === undefined ? {} : { lastError }),
        droppedCount,
      };
    },
    added(count) {
      if (length === 0) oldestAt = clock.now();
      length += count;
      void work();
      onChanged();
    },
    skipped() {
      droppedCount += 1;
      lastError = 'So many requests wait already that no more are queued.';
      onChanged();
    },
    ruleChanged() {
      if (!isRunning()) void all((run) => run.interrupt());
      else {
        for (const { run, nextAttemptAt } of underway.values()) {
          if (nextAttemptAt !== undefined) void run?.interrupt();
        }
      }
      stir();
      onChanged();
    },
    drain() {
      for (const entry of underway.values()) {
        if (entry.nextAttemptAt === undefined) continue;
        delete entry.nextAttemptAt;
        entry.run?.wake();
      }
      stir();
      onChanged();
    },
    async discard(removeRows) {
      const discarded = length;
      isDiscarding = true;
      try {
        await all((run) => run.cancel());
        await removeRows();
        rewind();
        length = underway.size;
        lastError = undefined;
      } finally {
        isDiscarding = false;
        stir();
        onChanged();
      }
      return discarded;
    },
    async close() {
      isClosed = true;
      for (const end of [...sleepers]) end();
      await all((run) => run.interrupt());
    },
  };
}
