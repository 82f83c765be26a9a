import { useSyncExternalStore } from 'react';

/** One clock for the window: every age on screen ticks in the same frame, and nothing ticks when none is shown. */
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Epoch ms, at most a second old. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}
