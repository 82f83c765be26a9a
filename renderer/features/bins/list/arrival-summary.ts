import { useEffect, useRef, useState } from 'react';
import { useEvents } from '../../../state/events.ts';
import { useExchangeList } from '../../../state/exchange-list/store.ts';

/** A screen reader is told of arrivals no more often than this. */
const QUIET_MS = 4000;

/** `3 new requests`, for a polite live region; changes at most every four seconds. */
export function useArrivalSummary(): string {
  const [summary, setSummary] = useState('');
  const count = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvents(({ events }) => {
    const { binId } = useExchangeList.getState().filter;
    for (const event of events) {
      if (event.type === 'exchange.captured' && event.exchange.binId === binId) count.current += 1;
    }
    if (count.current === 0) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setSummary(`${count.current} new ${count.current === 1 ? 'request' : 'requests'}`);
      count.current = 0;
    }, QUIET_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return summary;
}
