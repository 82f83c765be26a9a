import type { EventBatch, HookbenchBridge } from '../../shared/ipc/bridge.ts';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';

/** Kept while a snapshot is on its way; of more than that the oldest go, and the gap is seen. */
const MAX_BUFFERED = 4000;
/** At most four snapshots a second, however many gaps there are. */
const SNAPSHOT_INTERVAL_MS = 250;

export interface FeedPorts {
  subscribe: HookbenchBridge['subscribe'];
  snapshot: () => Promise<Snapshot>;
  /** Runs once, soon: with the next frame. */
  schedule: (run: () => void) => void;
  after: (delayMs: number, run: () => void) => void;
  /** A new beginning: at boot, and after events were missed. */
  onSnapshot: (snapshot: Snapshot) => void;
  /** Later events, in order, without a gap since the last snapshot or call. */
  onEvents: (events: HookbenchEvent[]) => void;
  /** No snapshot could be had; another try follows. */
  onProblem: (error: unknown) => void;
}

/**
 * Boots without a race: it subscribes and buffers, takes a snapshot, then hands on the events after it, once a frame. A
 * gap in `seq` starts over with a new snapshot. Returns the function that ends it.
 */
export function openFeed(ports: FeedPorts): () => void {
  let buffer: HookbenchEvent[] = [];
  /** Number of the last event that was handed on; `undefined` while a snapshot is awaited. */
  let seq: number | undefined;
  let isScheduled = false;
  let isClosed = false;

  const flush = () => {
    isScheduled = false;
    if (isClosed || seq === undefined) return;
    const fresh = buffer.filter((event) => event.seq > (seq ?? 0));
    buffer = [];
    let previous = seq;
    const gapAt = fresh.findIndex((event) => {
      const isGap = event.seq !== previous + 1;
      previous = event.seq;
      return isGap;
    });
    const usable = gapAt === -1 ? fresh : fresh.slice(0, gapAt);
    const last = usable.at(-1);
    if (last !== undefined) {
      seq = last.seq;
      ports.onEvents(usable);
    }
    if (gapAt === -1) return;
    buffer = fresh.slice(gapAt);
    seq = undefined;
    ports.after(SNAPSHOT_INTERVAL_MS, () => void start());
  };

  const start = async () => {
    if (isClosed) return;
    try {
      const snapshot = await ports.snapshot();
      seq = snapshot.seq;
      ports.onSnapshot(snapshot);
      flush();
    } catch (error) {
      ports.onProblem(error);
      ports.after(SNAPSHOT_INTERVAL_MS * 4, () => void start());
    }
  };

  const unsubscribe = ports.subscribe((batch: EventBatch) => {
    buffer = buffer.length === 0 ? [...batch] : buffer.concat(batch);
    if (buffer.length > MAX_BUFFERED) buffer = buffer.slice(-MAX_BUFFERED);
    if (isScheduled || seq === undefined) return;
    isScheduled = true;
    ports.schedule(flush);
  });
  void start();
  return () => {
    isClosed = true;
    unsubscribe();
  };
}
