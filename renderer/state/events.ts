import { useEffect, useEffectEvent } from 'react';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';

/** What happened since the last call, at most once a frame. */
export interface EventRun {
  events: readonly HookbenchEvent[];
  /** True when events were missed: what was read before may be out of date, so read it again. */
  hasGap: boolean;
}

const listeners = new Set<(run: EventRun) => void>();

export function publishRun(run: EventRun): void {
  for (const listener of listeners) listener(run);
}

/** Returns the function that ends the subscription. */
export function subscribeToEvents(listener: (run: EventRun) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows events while the component is mounted; the state store has taken them in already. */
export function useEvents(listener: (run: EventRun) => void): void {
  const latest = useEffectEvent(listener);
  useEffect(() => subscribeToEvents((run) => latest(run)), []);
}
