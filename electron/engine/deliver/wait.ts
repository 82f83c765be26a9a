import type { Clock } from '../ports.ts';

/** Resolves with true after `delayMs`, with false as soon as the signal is aborted. */
export function wait(clock: Clock, delayMs: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(false);
      return;
    }
    const end = (isOver: boolean) => {
      disposeTimer();
      signal.removeEventListener('abort', onAbort);
      resolve(isOver);
    };
    const onAbort = () => end(false);
    const disposeTimer = clock.after(delayMs, () => end(true));
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
