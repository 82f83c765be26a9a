import { useEffect, useState } from 'react';
import type { Bin } from '../../../../shared/model/bin.ts';
import type { ExchangeSummary } from '../../../../shared/model/exchange.ts';
import { call, CommandFailureError } from '../../../host/call.ts';

/** How many captured requests are offered. */
const OFFERED = 100;

/** The newest requests of a bin, to choose one from. */
export function useRecent(bin: Bin): readonly ExchangeSummary[] {
  const [recent, setRecent] = useState<readonly ExchangeSummary[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      try {
        const { items } = await call('exchanges.list', { binId: bin.id, limit: OFFERED });
        if (isCurrent) setRecent(items);
      } catch (error) {
        // The list of requests says what is wrong with the store.
        if (!(error instanceof CommandFailureError)) throw error;
      }
    };
    const timer = setTimeout(() => void read(), 200);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [bin.id, bin.exchangeCount]);
  return recent;
}
