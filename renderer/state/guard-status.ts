import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandValue } from '../../shared/ipc/contract.ts';
import { call } from '../host/call.ts';
import { useEvents } from './events.ts';

export type GuardStatus = CommandValue<'guards.status'>;

/** While requests are refused, how often they are counted anew at most. */
const COUNT_INTERVAL_MS = 500;

/** How many requests a bin refused and which of its guards let no one in, kept current; the last answer stays until the next. */
export function useGuardStatus(binId: string): GuardStatus {
  const [answer, setAnswer] = useState<{ binId: string; status: GuardStatus }>();
  const latestAsk = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const ask = useCallback(() => {
    const number = ++latestAsk.current;
    call('guards.status', { binId }).then(
      (status) => {
        if (number === latestAsk.current) setAnswer({ binId, status });
      },
      // A bin that is gone: whoever shows it goes too.
      () => undefined,
    );
  }, [binId]);
  useEffect(() => {
    ask();
    return () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [ask]);
  useEvents(({ events, hasGap }) => {
    const concerns = events.some((event) => {
      switch (event.type) {
        case 'exchange.captured':
          return event.exchange.binId === binId && event.exchange.isRefused;
        case 'bin.updated':
        case 'bin.cleared':
        case 'bin.restored':
          return event.bin.id === binId;
        case 'secrets.changed':
          return true;
        default:
          return false;
      }
    });
    if (!concerns && !hasGap) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      ask();
    }, COUNT_INTERVAL_MS);
  });
  return answer?.binId === binId ? answer.status : NONE;
}

const NONE: GuardStatus = { refusedCount: 0, problems: [] };
