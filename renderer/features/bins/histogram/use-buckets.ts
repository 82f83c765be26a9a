import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandValue } from '../../../../shared/ipc/contract.ts';
import { call } from '../../../host/call.ts';
import { useEvents } from '../../../state/events.ts';
import { refusedOnly, type AdmissionFilter } from '../filter/bin-filter.ts';
import { BUCKETS, spanOf } from './ranges.ts';

/** At most one count a second while requests arrive. */
const COUNT_INTERVAL_MS = 1000;
/** Without arrivals, how often it looks whether time has moved on by a bucket. */
const CLOCK_INTERVAL_MS = 5000;

export type Buckets = CommandValue<'exchanges.histogram'>['buckets'];

export interface Counted {
  buckets: Buckets;
  fromAt: number;
  toAt: number;
  bucketMs: number;
}

/** Counts of arrivals, kept current. The last good counts stay when one can't be had. */
export function useBuckets(
  binId: string,
  query: string,
  admission: AdmissionFilter,
  rangeMs: number,
): Counted {
  const [counted, setCounted] = useState<Counted>(() => ({ buckets: [], ...spanOf(rangeMs, Date.now()) }));
  const latestAsk = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const count = useCallback(() => {
    const ask = ++latestAsk.current;
    const span = spanOf(rangeMs, Date.now());
    const words = query.trim();
    call('exchanges.histogram', {
      binId,
      fromAt: span.fromAt,
      toAt: span.toAt,
      buckets: BUCKETS,
      ...(words === '' ? {} : { query: words }),
      ...refusedOnly(admission),
    }).then(
      ({ buckets }) => {
        if (ask === latestAsk.current) setCounted({ buckets, ...span });
      },
      // The list beside it says what is wrong.
      () => undefined,
    );
  }, [binId, query, admission, rangeMs]);

  useEffect(() => {
    count();
    const clock = setInterval(count, CLOCK_INTERVAL_MS);
    return () => {
      clearInterval(clock);
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [count]);

  useEvents(({ events, hasGap }) => {
    const concerns = events.some(
      (event) =>
        ((event.type === 'exchange.captured' || event.type === 'exchange.updated') &&
          event.exchange.binId === binId) ||
        event.type === 'bin.cleared' ||
        event.type === 'bin.restored',
    );
    if (!hasGap && !concerns) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      count();
    }, COUNT_INTERVAL_MS);
  });
  return counted;
}
