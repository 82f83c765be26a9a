import { useEffect, useState } from 'react';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import { call } from '../../host/call.ts';

const TYPING_PAUSE_MS = 120;
const SHOWN = 12;

/** The newest exchanges of any bin that match what was typed, in the language of the filter field. */
export function useFoundExchanges(text: string): { found: readonly ExchangeSummary[]; isSearching: boolean } {
  const query = text.trim();
  const [answer, setAnswer] = useState<{ query: string; found: ExchangeSummary[] }>({ query: '', found: [] });
  useEffect(() => {
    if (query === '') return undefined;
    let isStale = false;
    const timer = setTimeout(() => {
      call('exchanges.list', { query, limit: SHOWN }).then(
        ({ items }) => {
          if (!isStale) setAnswer({ query, found: items });
        },
        () => {
          if (!isStale) setAnswer({ query, found: [] });
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [query]);
  if (query === '') return { found: [], isSearching: false };
  return { found: answer.found, isSearching: answer.query !== query };
}
