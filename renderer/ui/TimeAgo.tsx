import { formatAge, formatInstant } from './format-time.ts';
import { useNow } from './use-now.ts';

/** How long ago, kept current; hovering shows the instant. */
export function TimeAgo({ at, className }: { at: number; className?: string }) {
  const now = useNow();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatInstant(at, now)}
      className={className ?? 'nums text-small text-faint'}
    >
      {formatAge(at, now)}
    </time>
  );
}
