import type { EventBatch } from '../../shared/ipc/bridge.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import type { Clock, Dispose } from '../engine/ports.ts';

/** Two frames: the window is never more than this behind. */
const FLUSH_MS = 33;
/** More new rows than any window shows. */
const MAX_CAPTURED = 64;

/**
 * Gathers events into batches for a window. Under a flood only the newest captures go out: a window can't draw more,
 * and the gap in `seq` tells it to read the list again.
 */
export function createEventFeed(clock: Clock, send: (batch: EventBatch) => void) {
  let waiting: HookbenchEvent[] = [];
  let capturedCount = 0;
  let disposeTimer: Dispose | undefined;

  const flush = () => {
    disposeTimer = undefined;
    let surplus = capturedCount - MAX_CAPTURED;
    const batch =
      surplus <= 0
        ? waiting
        : waiting.filter((event) => event.type !== 'exchange.captured' || surplus-- <= 0);
    waiting = [];
    capturedCount = 0;
    send(batch);
  };

  return {
    push(event: HookbenchEvent) {
      waiting.push(event);
      if (event.type === 'exchange.captured') capturedCount += 1;
      disposeTimer ??= clock.after(FLUSH_MS, flush);
    },
    dispose() {
      disposeTimer?.();
    },
  };
}
