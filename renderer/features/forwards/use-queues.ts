import { useEffect, useState } from 'react';
import type { ForwardQueue } from '../../../shared/model/forward-rule.ts';
import { call } from '../../host/call.ts';
import { useEvents } from '../../state/events.ts';
import { useWorkbench } from '../../state/workbench.ts';

export type QueueByRule = ReadonlyMap<string, ForwardQueue>;

/** What each mirror of a bin has still to deliver, as of the last event. */
export function useQueues(binId: string): QueueByRule {
  const [queues, setQueues] = useState<QueueByRule>(new Map());
  const [news, setNews] = useState(0);
  const rules = useWorkbench((state) => state.bins.find(({ id }) => id === binId)?.forwards);
  useEffect(() => {
    let isCurrent = true;
    call('forwards.queue', { binId }).then(
      ({ queues: read }) => {
        if (isCurrent) setQueues(new Map(read.map((queue) => [queue.ruleId, queue])));
      },
      // The bin is gone: so is this page in a moment.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [binId, rules, news]);
  useEvents(({ events, hasGap }) => {
    if (hasGap) setNews((count) => count + 1);
    const told = events.flatMap((event) =>
      event.type === 'queue.changed' && event.queue.binId === binId ? [event.queue] : [],
    );
    if (told.length === 0) return;
    setQueues((known) => new Map([...known, ...told.map((queue) => [queue.ruleId, queue] as const)]));
  });
  return queues;
}
