import type { ReactNode } from 'react';
import type { Attempt, Delivery } from '../../../shared/model/delivery.ts';
import { ByteSize } from '../../ui/ByteSize.tsx';
import { formatDuration } from '../../ui/format-time.ts';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';

export interface DeliveryLineProps {
  delivery: Delivery;
  attempt: Attempt | undefined;
  aside: ReactNode;
}

/** The first line: status, total time, size, protocol, and when. Told to screen readers when it changes. */
export function DeliveryLine({ delivery, attempt, aside }: DeliveryLineProps) {
  const response = attempt?.response;
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 px-4 py-1">
      <div role="status" aria-label="Outcome" className="flex min-w-0 items-center gap-3">
        {response === undefined ? (
          <StatusPill {...wordOf(delivery)} />
        ) : (
          <StatusPill status={response.status} text={response.statusText.slice(0, 40)} />
        )}
        <span className="nums flex items-center gap-1.5 whitespace-nowrap text-muted">
          {attempt?.timings !== undefined && <span>{formatDuration(attempt.timings.totalMs)}</span>}
          {response !== undefined && (
            <>
              <span aria-hidden>·</span>
              <ByteSize bytes={response.body.sizeBytes} className="" />
              <span aria-hidden>·</span>
              <span>HTTP/{response.httpVersion}</span>
            </>
          )}
        </span>
      </div>
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <TimeAgo at={delivery.createdAt} />
        {aside}
      </div>
    </div>
  );
}

function wordOf({ status, nextAttemptAt }: Delivery): {
  text: string;
  tone: 'err' | 'warn' | 'info' | 'neutral';
} {
  if (status === 'failed') return { text: 'Failed', tone: 'err' };
  if (status === 'cancelled') return { text: 'Cancelled', tone: 'warn' };
  if (status === 'pending')
    return { text: nextAttemptAt === undefined ? 'Sending' : 'Waiting', tone: 'info' };
  return { text: 'Responded', tone: 'neutral' };
}
