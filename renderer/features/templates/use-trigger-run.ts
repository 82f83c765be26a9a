import { useState } from 'react';
import type { TriggerRun } from '../../../shared/model/trigger-run.ts';
import { call } from '../../host/call.ts';
import { useEvents } from '../../state/events.ts';
import { notifyFailure } from '../../state/notices.ts';

export interface RunInProgress {
  run: TriggerRun | undefined;
  /** Shows this run, just started, and follows it. */
  follow: (run: TriggerRun) => void;
  clear: () => void;
}

/** A run kept current by events; after some were missed it is read again. */
export function useTriggerRun(): RunInProgress {
  const [run, setRun] = useState<TriggerRun>();
  // Its first events may be here before the answer to the command that started it.
  const take = (newer: TriggerRun) =>
    setRun((known) => (known?.id === newer.id && known.state !== 'running' ? known : newer));
  useEvents(({ events, hasGap }) => {
    for (const event of events) {
      if (event.type === 'trigger.progressed' && event.trigger.id === run?.id) take(event.trigger);
    }
    if (hasGap && run !== undefined) {
      call('triggers.get', { id: run.id }).then(take, (error: unknown) =>
        notifyFailure('The run could not be read', error),
      );
    }
  });
  return {
    run,
    follow(started) {
      setRun(started);
      // What happened between the start and the first event that is followed.
      call('triggers.get', { id: started.id }).then(take, () => undefined);
    },
    clear: () => setRun(undefined),
  };
}
