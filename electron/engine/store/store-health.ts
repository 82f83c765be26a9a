import type { Clock, Dispose } from '../ports.ts';

/** Whether the store takes writes: remembers what is wrong, asks from time to time, and tells who listens. */
export interface StoreHealth {
  readonly problem: string | undefined;
  /** Something could not be stored. */
  fail: (problem: string) => void;
  /** What a probe found. */
  onProbed(problem: string | undefined): void;
  /** Probes now: something changed. */
  probeNow: () => void;
  onProblem: (listener: (problem: string | undefined) => void) => Dispose;
  close(): void;
}

const PROBE_EVERY_MS = 1000;

/** `probe` asks for a small write; false when there is no one to ask. */
export function createStoreHealth(clock: Clock, probe: () => boolean): StoreHealth {
  const listeners = new Set<(problem: string | undefined) => void>();
  let problem: string | undefined;
  let cancelProbe: Dispose | undefined;

  const planProbe = () => {
    cancelProbe?.();
    cancelProbe = clock.after(PROBE_EVERY_MS, () => {
      if (!probe()) planProbe();
    });
  };
  const tell = () => {
    for (const listener of [...listeners]) listener(problem);
  };

  return {
    get problem() {
      return problem;
    },
    fail(sentence) {
      if (problem !== undefined) return;
      problem = sentence;
      planProbe();
      tell();
    },
    onProbed(found) {
      if (problem === undefined) return;
      if (found !== undefined) {
        planProbe();
        return;
      }
      cancelProbe?.();
      problem = undefined;
      tell();
    },
    probeNow: () => void probe(),
    onProblem(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      cancelProbe?.();
      listeners.clear();
    },
  };
}
