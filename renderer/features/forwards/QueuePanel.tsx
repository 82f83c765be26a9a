import { Play, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ForwardQueue } from '../../../shared/model/forward-rule.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Button } from '../../ui/Button.tsx';
import { formatDuration } from '../../ui/format-time.ts';
import { Inert } from '../../ui/Inert.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { useNow } from '../../ui/use-now.ts';
import { discardQueue, drainQueue } from './forward-actions.ts';
import { countOf, queueTitles } from './forward-words.ts';

const tones = { idle: 'neutral', draining: 'info', waiting: 'warn', paused: 'neutral' } as const;

/** What a mirror has still to deliver, and what can be done about it. */
export function QueuePanel({ queue }: { queue: ForwardQueue }) {
  const [isAsking, setIsAsking] = useState(false);
  const now = useNow();
  const { binId, ruleId, state, length, oldestAt, nextAttemptAt, lastError, droppedCount } = queue;
  return (
    <section aria-label="Queue" className="shrink-0 border-b border-line px-4 py-2.5">
      <div className="flex items-start gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1 pt-0.5">
          <StatusPill text={queueTitles[state]} tone={tones[state]} />
          <span role="status" className="nums text-muted">
            {countOf(length)}
            {oldestAt !== undefined && (
              <>
                , the oldest from <TimeAgo at={oldestAt} />
              </>
            )}
            {state === 'waiting' && nextAttemptAt !== undefined && (
              <> · next try in {formatDuration(Math.max(0, nextAttemptAt - now))}</>
            )}
          </span>
        </div>
        <div className="flex shrink-0 gap-2">
          <Button
            size="small"
            icon={Play}
            disabled={length === 0 || state === 'paused'}
            onClick={() => void drainQueue(binId, ruleId)}
          >
            Drain now
          </Button>
          <Button size="small" icon={Trash2} disabled={length === 0} onClick={() => setIsAsking(true)}>
            Discard
          </Button>
        </div>
      </div>
      {lastError !== undefined && (
        <p className="mt-1.5 text-small break-words text-warn select-text">
          <Inert text={lastError} />
        </p>
      )}
      {droppedCount > 0 && (
        <p className="mt-1 text-small text-muted">
          {countOf(droppedCount)} not queued or given up since Hookbench was started. They are in the bin.
        </p>
      )}
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Discard ${countOf(length)}?`}
        description="They will not be delivered by this rule. They stay in the bin, and can be replayed from there."
        confirmLabel="Discard"
        onConfirm={() => void discardQueue(binId, ruleId)}
      />
    </section>
  );
}
