import type { Attempt, Delivery } from '../../../shared/model/delivery.ts';
import { call } from '../../host/call.ts';
import { attempt as attemptTo } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatDuration, formatInstant } from '../../ui/format-time.ts';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { useNow } from '../../ui/use-now.ts';

export interface AttemptListProps {
  delivery: Delivery;
  shownId: string | undefined;
  onShow: (attemptId: string) => void;
}

const ends = {
  succeeded: 'Delivered',
  final: 'Its status is final: no further attempt is made',
  exhausted: 'All attempts have failed',
  cancelled: 'Cancelled before all attempts were made',
  interrupted: 'Hookbench was closed before all attempts were made',
} as const;

/** Every attempt with its time and its result; the one that is picked is shown below. */
export function AttemptList({ delivery, shownId, onShow }: AttemptListProps) {
  const now = useNow();
  const { attempts, retry, nextAttemptAt, isPossibleDuplicate } = delivery;
  return (
    <section aria-label="Attempts" className="mx-4 mb-2 rounded-control border border-line">
      <ol className="max-h-42 overflow-y-auto">
        {attempts.map((attempt, index) => (
          <li key={attempt.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              aria-current={attempt.id === shownId ? 'true' : undefined}
              className={classNames(
                'focus-inset nums flex h-7 w-full items-center gap-3 px-2.5 text-left text-small',
                attempt.id === shownId ? 'bg-accent-bg' : 'hover:bg-hover',
              )}
              onClick={() => onShow(attempt.id)}
            >
              <span className="w-5 shrink-0 text-faint">{index + 1}</span>
              <span className="w-24 shrink-0">
                <AttemptPill attempt={attempt} />
              </span>
              <span className="code min-w-0 flex-1 truncate text-muted">
                {formatInstant(attempt.startedAt, now)}
                {index > 0 && (
                  <span className="text-faint">
                    {' '}
                    +{formatDuration(attempt.startedAt - (attempts[index - 1]?.startedAt ?? 0))}
                  </span>
                )}
                {attempt.repeatCount !== undefined && (
                  <span className="text-faint"> · the last of {attempt.repeatCount} tries</span>
                )}
              </span>
              {attempt.timings !== undefined && (
                <span className="shrink-0 text-muted">{formatDuration(attempt.timings.totalMs)}</span>
              )}
            </button>
          </li>
        ))}
      </ol>
      {(retry !== undefined || nextAttemptAt !== undefined || isPossibleDuplicate === true) && (
        <div className="flex min-h-8 items-center gap-3 border-t border-line px-2.5 py-1 text-small text-muted">
          <span role="status" className="nums min-w-0 flex-1">
            {nextAttemptAt !== undefined
              ? `Next attempt in ${formatDuration(Math.max(0, nextAttemptAt - now))}`
              : retry?.end !== undefined && ends[retry.end]}
            {retry !== undefined && ` · ${attempts.length} of at most ${retry.maxAttempts} attempts made`}
            {retry?.end === 'exhausted' && retry.afterwards !== undefined && ` · ${retry.afterwards}`}
            {isPossibleDuplicate === true &&
              ' · It may have arrived twice: an attempt broke off after it was sent'}
          </span>
          {nextAttemptAt !== undefined && (
            <Button
              size="small"
              onClick={() =>
                void attemptTo('The delivery was not cancelled', () =>
                  call('deliveries.cancel', { id: delivery.id }),
                )
              }
            >
              Cancel delivery
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

function AttemptPill({ attempt: { response, failure } }: { attempt: Attempt }) {
  if (failure !== undefined) {
    return (
      <StatusPill
        text={failure.code.replace('_', ' ')}
        tone={failure.code === 'cancelled' ? 'neutral' : 'err'}
      />
    );
  }
  return response === undefined ? (
    <StatusPill text="sending" tone="info" />
  ) : (
    <StatusPill status={response.status} />
  );
}
