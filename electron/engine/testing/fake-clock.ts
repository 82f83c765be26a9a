import type { Clock } from '../ports.ts';

/** A clock that stands still until told to move. */
export interface FakeClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(byMs: number): void;
  /** Timers not yet due. */
  readonly pendingCount: number;
}

export function createFakeClock(startAt = 1_700_000_000_000): FakeClock {
  let nowAt = startAt;
  let nextId = 1;
  const timers = new Map<number, { dueAt: number; run: () => void }>();

  const nextDue = (untilAt: number) => {
    let found: [number, { dueAt: number; run: () => void }] | undefined;
    for (const entry of timers) {
      if (entry[1].dueAt <= untilAt && (found === undefined || entry[1].dueAt < found[1].dueAt))
        found = entry;
    }
    return found;
  };

  return {
    now: () => nowAt,
    monotonicMs: () => nowAt - startAt,
    after(delayMs, run) {
      const id = nextId++;
      timers.set(id, { dueAt: nowAt + delayMs, run });
      return () => void timers.delete(id);
    },
    advance(byMs) {
      const untilAt = nowAt + byMs;
      for (let due = nextDue(untilAt); due !== undefined; due = nextDue(untilAt)) {
        timers.delete(due[0]);
        nowAt = due[1].dueAt;
        due[1].run();
      }
      nowAt = untilAt;
    },
    get pendingCount() {
      return timers.size;
    },
  };
}
