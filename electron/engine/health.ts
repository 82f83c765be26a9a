import type { StoreHealth } from '../../shared/model/status.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Clock } from './ports.ts';

/** At most this often a rising count of refused requests is told. */
const REFUSED_EVENT_MS = 500;

/** Whether requests can be stored, for the window to show. */
export interface Health {
  status(): StoreHealth;
  /** The store's own word: a sentence when writing fails, `undefined` when it works again. */
  setProblem(problem: string | undefined): void;
  /** One more request was answered 503. */
  countRefused(): void;
}

export function createHealth(clock: Clock, publish: (event: EventBody) => void): Health {
  let health: StoreHealth = { isAccepting: true, sinceAt: clock.now(), refusedCount: 0 };
  // What events have said: a snapshot must not be ahead of them.
  let told = health;
  let isTellingLater = false;

  const tell = () => {
    told = health;
    publish({ type: 'health.changed', health });
  };

  return {
    status: () => told,
    setProblem(problem) {
      if (problem === health.problem) return;
      health = {
        isAccepting: problem === undefined,
        ...(problem === undefined ? {} : { problem }),
        sinceAt: clock.now(),
        refusedCount: problem === undefined ? 0 : health.refusedCount,
      };
      tell();
    },
    countRefused() {
      health = { ...health, refusedCount: health.refusedCount + 1 };
      if (isTellingLater) return;
      isTellingLater = true;
      clock.after(REFUSED_EVENT_MS, () => {
        isTellingLater = false;
        tell();
      });
    },
  };
}
