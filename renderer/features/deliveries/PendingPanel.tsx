import type { Attempt, Delivery } from '../../../shared/model/delivery.ts';
import { call } from '../../host/call.ts';
import { attempt as attemptTo } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useNow } from '../../ui/use-now.ts';

/** While nothing has come back: where it goes, since when, and the way out. A quick send is over before it appears. */
export function PendingPanel({ delivery, attempt }: { delivery: Delivery; attempt: Attempt | undefined }) {
  const now = useNow();
  const waitedMs = Math.max(0, now - (attempt?.startedAt ?? delivery.createdAt));
  return (
    <div className="appear [animation-delay:250ms] [animation-fill-mode:both] mx-4 mb-2 flex items-center gap-2.5 text-muted">
      <Spinner />
      <span className="min-w-0 flex-1 truncate">
        Waiting for <Inert text={hostOf(delivery.request.url)} />
        {waitedMs >= 1000 && <span className="nums"> · {Math.floor(waitedMs / 1000)} s</span>}
      </span>
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
    </div>
  );
}

const hostOf = (url: string): string => (/^[a-z]+:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url).slice(0, 200);
