import type { Clock } from '../ports.ts';

/** Something that ends waits early. */
export interface Wake {
  /** Called by whoever waits; gives what takes it back. */
  onWake(listener: () => void): () => void;
  /** True when it was woken while no one waited: the wait that would begin now is over. Asking takes it back. */
  wasWoken(): boolean;
}

export interface Waker extends Wake {
  wake(): void;
}

export function createWaker(): Waker {
  const listeners = new Set<() => void>();
  let isWoken = false;
  return {
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wasWoken() {
      const was = isWoken;
      isWoken = false;
      return was;
    },
    wake() {
      isWoken = listeners.size === 0;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Resolves with true after `delayMs` or when woken, with false as soon as the signal is aborted. */
export function wait(clock: Clock, delayMs: number, signal: AbortSignal, wake: Wake): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted || delayMs <= 0 || wake.wasWoken()) {
      resolve(!signal.aborted);
      return;
    }
    const end = (isOver: boolean) => {
      disposeTimer();
      disposeWake();
      signal.removeEventListener('abort', onAbort);
      resolve(isOver);
    };
    const onAbort = () => end(false);
    const disposeWake = wake.onWake(() => end(true));
    const disposeTimer = clock.after(delayMs, () => end(true));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
