import type { Bin } from '../../../shared/model/bin.ts';
import type { ForwardQueue, ForwardRule, QueueState } from '../../../shared/model/forward-rule.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Clock, Dispose, Log, QueuedRequest, Store } from '../ports.ts';
import { createQueue, type Queue, type QueueDeps } from './queue.ts';

export interface QueuesDeps {
  store: Pick<Store, 'listQueue' | 'queueLengths' | 'dequeue'>;
  clock: Clock;
  log: Log;
  bins: { list(): Bin[]; get(id: string): Bin | undefined };
  publish(event: EventBody): void;
  deliver(
    place: { bin: Bin; rule: ForwardRule },
    queued: QueuedRequest,
    onDown: Parameters<QueueDeps['deliver']>[1],
  ): ReturnType<QueueDeps['deliver']>;
  isPermanent(error: unknown): boolean;
}

/** The queues of all bins' mirrors. */
export interface Queues {
  /** Takes up what an earlier run left. */
  open(): Promise<void>;
  /** Those of these rules that have room for one more. */
  withRoom(rules: readonly ForwardRule[]): string[];
  /** One request was stored for these rules. */
  added(ruleIds: readonly string[]): void;
  /** The rules of this bin may have changed. */
  binChanged(binId: string): void;
  statusOf(binId: string): ForwardQueue[];
  drain(binId: string, ruleId: string | undefined): void;
  discard(binId: string, ruleId: string | undefined): Promise<number>;
  close(): Promise<void>;
}

/** At most so often is told how long a queue is. */
const PUBLISH_MS = 200;

const isStanding = (state: QueueState) => state === 'waiting' || state === 'paused';

interface Place {
  binId: string;
  rule: ForwardRule;
  queue: Queue;
  isNews: boolean;
  /** What was last told. */
  state: QueueState;
}

export function createQueues(deps: QueuesDeps): Queues {
  const { store, clock, bins } = deps;
  const places = new Map<string, Place>();
  let publishTimer: Dispose | undefined;
  let isOpen = false;

  const statusOf = ({ binId, rule, queue }: Place): ForwardQueue => ({
    binId,
    ruleId: rule.id,
    ...queue.status(),
  });

  const publishNews = () => {
    publishTimer = undefined;
    for (const place of places.values()) {
      if (!place.isNews) continue;
      place.isNews = false;
      const queue = statusOf(place);
      place.state = queue.state;
      deps.publish({ type: 'queue.changed', queue });
    }
  };
  const onChanged = (ruleId: string) => {
    const place = places.get(ruleId);
    if (place === undefined) return;
    place.isNews = true;
    // That a destination went down, or came back, is told at once.
    const { state } = place.queue.status();
    if (state !== place.state && (isStanding(state) || isStanding(place.state))) {
      place.state = state;
      publishTimer?.();
      publishNews();
      return;
    }
    publishTimer ??= clock.after(PUBLISH_MS, publishNews);
  };

  const ruleNow = (binId: string, ruleId: string) =>
    bins.get(binId)?.forwards.find(({ id, mode }) => id === ruleId && mode === 'mirror');

  function add(bin: Bin, rule: ForwardRule, initial: { length: number; oldestAt: number | undefined }): void {
    const queue = createQueue(
      {
        clock,
        log: deps.log,
        rule: () => ruleNow(bin.id, rule.id),
        list: (afterSeq, limit) => store.listQueue(rule.id, afterSeq, limit),
        drop: (seq) => store.dequeue(rule.id, seq),
        async deliver(queued, onDown) {
          const current = bins.get(bin.id);
          const currentRule = ruleNow(bin.id, rule.id);
          if (current === undefined || currentRule === undefined) return undefined;
          return deps.deliver({ bin: current, rule: currentRule }, queued, onDown);
        },
        isPermanent: deps.isPermanent,
        onChanged: () => onChanged(rule.id),
      },
      initial,
    );
    places.set(rule.id, { binId: bin.id, rule, queue, isNews: false, state: queue.status().state });
  }

  /** The rule is gone: what waits for it will never be sent. */
  async function remove(ruleId: string): Promise<void> {
    const place = places.get(ruleId);
    places.delete(ruleId);
    await place?.queue.discard(() => store.dequeue(ruleId));
    await place?.queue.close();
  }

  const inBin = (binId: string, ruleId: string | undefined) =>
    [...places.values()].filter(
      (place) => place.binId === binId && (ruleId === undefined || place.rule.id === ruleId),
    );

  return {
    async open() {
      const lengths = new Map((await store.queueLengths()).map((each) => [each.ruleId, each]));
      isOpen = true;
      for (const bin of bins.list()) {
        for (const rule of bin.forwards) {
          if (rule.mode !== 'mirror' || places.has(rule.id)) continue;
          const { length = 0, oldestAt } = lengths.get(rule.id) ?? {};
          lengths.delete(rule.id);
          add(bin, rule, { length, oldestAt });
        }
      }
      // Of bins and rules that are no more: undoing ends with the run.
      for (const ruleId of lengths.keys()) await store.dequeue(ruleId);
    },
    withRoom: (rules) =>
      rules.flatMap(({ id, queue: { maxLength } }) => {
        const queue = places.get(id)?.queue;
        if (queue === undefined || queue.status().length < maxLength) return [id];
        queue.skipped();
        return [];
      }),
    added(ruleIds) {
      for (const ruleId of ruleIds) places.get(ruleId)?.queue.added(1);
    },
    binChanged(binId) {
      if (!isOpen) return;
      const bin = bins.get(binId);
      // A deleted bin may come back: its rows stay until the next start.
      const mirrors = bin?.forwards.filter(({ mode }) => mode === 'mirror') ?? [];
      for (const place of inBin(binId, undefined)) {
        const rule = mirrors.find(({ id }) => id === place.rule.id);
        if (rule === undefined && bin !== undefined) void remove(place.rule.id);
        else if (rule === undefined || JSON.stringify(rule) !== JSON.stringify(place.rule)) {
          place.rule = rule ?? place.rule;
          place.queue.ruleChanged();
        }
      }
      for (const rule of mirrors) {
        if (bin !== undefined && !places.has(rule.id)) add(bin, rule, { length: 0, oldestAt: undefined });
      }
    },
    statusOf: (binId) => inBin(binId, undefined).map(statusOf),
    drain(binId, ruleId) {
      for (const { queue } of inBin(binId, ruleId)) queue.drain();
    },
    async discard(binId, ruleId) {
      const counts = await Promise.all(
        inBin(binId, ruleId).map(({ rule, queue }) => queue.discard(() => store.dequeue(rule.id))),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    async close() {
      publishTimer?.();
      await Promise.all([...places.values()].map(({ queue }) => queue.close()));
    },
  };
}
