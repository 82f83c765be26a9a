import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { call } from '../../host/call.ts';
import { useEvents } from '../../state/events.ts';

export type ExchangeDetail = CommandValue<'exchanges.get'>;

/** Read anew this often at most while its deliveries are under way. */
const RELOAD_INTERVAL_MS = 200;

interface Answer {
  id: string;
  exchange?: ExchangeDetail;
  problem?: string;
}

/** The selected exchange, kept current. Until a new one is read, the one before stays. */
export function useExchange(id: string): {
  exchange: ExchangeDetail | undefined;
  problem: string | undefined;
} {
  const [answer, setAnswer] = useState<Answer>();
  const wantedId = useRef(id);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback((exchangeId: string) => {
    const put = (next: Answer) => {
      if (wantedId.current === exchangeId) setAnswer(next);
    };
    call('exchanges.get', { id: exchangeId }).then(
      (exchange) => put({ id: exchangeId, exchange }),
      (error: unknown) =>
        put({ id: exchangeId, problem: error instanceof Error ? error.message : String(error) }),
    );
  }, []);
  useEffect(() => {
    wantedId.current = id;
    load(id);
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [id, load]);

  useEvents(({ events, hasGap }) => {
    const concerns = events.some(
      (event) =>
        ('delivery' in event && event.delivery.exchangeId === id) ||
        (event.type === 'exchange.updated' && event.exchange.id === id),
    );
    if (!concerns && !(hasGap && answer?.exchange?.outcome.state === 'pending')) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      load(id);
    }, RELOAD_INTERVAL_MS);
  });
  return { exchange: answer?.exchange, problem: answer?.id === id ? answer.problem : undefined };
}
