import type { EventBody, HookbenchEvent } from '../../../shared/ipc/events.ts';
import type { Clock, Dispose } from '../ports.ts';

/** Numbers events and hands them to whoever listens, in the turn they are published. */
export interface Publisher {
  publish(body: EventBody): void;
  subscribe(listener: (event: HookbenchEvent) => void): Dispose;
  /** 0 before the first event. */
  readonly lastSeq: number;
}

export function createPublisher(clock: Clock): Publisher {
  const listeners = new Set<(event: HookbenchEvent) => void>();
  let lastSeq = 0;
  return {
    publish(body) {
      lastSeq += 1;
      const event: HookbenchEvent = { ...body, seq: lastSeq, at: clock.now() };
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get lastSeq() {
      return lastSeq;
    },
  };
}
