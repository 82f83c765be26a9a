import type { Clock } from '../ports.ts';

/** The user gave up. */
export class Cancelled extends Error {}

/** Nothing moved for as long as is allowed, or the whole took longer than its sender waits. */
export class TimedOut extends Error {
  readonly isDeadline: boolean;

  constructor(isDeadline = false) {
    super();
    this.isDeadline = isDeadline;
  }
}

/** Ends a send from outside: by its caller, or because nothing moves any more. */
export interface Halt {
  /** Aborted with a `Cancelled` or a `TimedOut` as its reason. */
  readonly signal: AbortSignal;
  /** Something moved: the wait starts anew. */
  progressed: () => void;
  dispose: () => void;
}

export function createHalt(
  clock: Clock,
  timeoutMs: number,
  cancel: AbortSignal | undefined,
  deadlineMs?: number,
): Halt {
  const controller = new AbortController();
  let movedMs = clock.monotonicMs();
  let disposeTimer = clock.after(timeoutMs, check);

  // One timer that looks at the last movement, for one timer a chunk would cost more than the chunk.
  function check() {
    const leftMs = movedMs + timeoutMs - clock.monotonicMs();
    if (leftMs <= 0) controller.abort(new TimedOut());
    else disposeTimer = clock.after(leftMs, check);
  }
  const disposeDeadline =
    deadlineMs === undefined
      ? undefined
      : clock.after(deadlineMs, () => controller.abort(new TimedOut(true)));
  const onCancel = () => controller.abort(new Cancelled());
  cancel?.addEventListener('abort', onCancel, { once: true });
  if (cancel?.aborted === true) onCancel();

  return {
    signal: controller.signal,
    progressed() {
      movedMs = clock.monotonicMs();
    },
    dispose() {
      disposeTimer();
      disposeDeadline?.();
      cancel?.removeEventListener('abort', onCancel);
    },
  };
}

/** The signal's reason, which is always an error here. */
export function haltReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new Cancelled();
}
