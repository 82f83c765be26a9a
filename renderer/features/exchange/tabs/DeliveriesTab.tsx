import { ArrowLeft, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeliverySummary } from '../../../../shared/model/delivery.ts';
import { closeDelivery, showDelivery, useExchangeView } from '../../../state/exchange-view.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatDuration } from '../../../ui/format-time.ts';
import { Inert } from '../../../ui/Inert.tsx';
import { Spinner } from '../../../ui/Spinner.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';

export interface DeliveriesTabProps {
  deliveries: readonly DeliverySummary[];
  /** Draws one delivery. */
  renderDelivery: (deliveryId: string) => ReactNode;
}

/** What was sent on of this exchange, newest first; one of them in full when it is picked. */
export function DeliveriesTab({ deliveries, renderDelivery }: DeliveriesTabProps) {
  const deliveryId = useExchangeView((view) => view.deliveryId);
  if (deliveryId !== undefined && deliveries.some((each) => each.id === deliveryId)) {
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="px-3 py-1.5">
          <Button variant="ghost" size="small" icon={ArrowLeft} onClick={closeDelivery}>
            All deliveries
          </Button>
        </div>
        {renderDelivery(deliveryId)}
      </div>
    );
  }
  if (deliveries.length === 0) {
    return (
      <EmptyState icon={Send} title="Not sent on yet">
        Replay sends this request, unchanged, to your code. Each send is listed here with its response and
        timings.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Deliveries" className="min-h-0 flex-1 overflow-auto py-1">
      {deliveries.map((delivery) => (
        <li key={delivery.id}>
          <button
            type="button"
            className="focus-inset flex w-full items-center gap-3 border-b border-line px-4 py-2 text-left hover:bg-hover/60"
            onClick={() => showDelivery(delivery.id)}
          >
            <span className="w-20 shrink-0">
              <DeliveryPill delivery={delivery} />
            </span>
            <span className="min-w-0 flex-1">
              <span className="code block truncate text-code">
                <Inert text={`${delivery.method} ${delivery.url}`} />
              </span>
              <span className="nums text-small text-faint">
                {delivery.trigger}
                {delivery.maxAttempts === undefined
                  ? delivery.attemptCount > 1 && ` · ${delivery.attemptCount} attempts`
                  : ` · attempt ${delivery.attemptCount} of ${delivery.maxAttempts}`}
                {delivery.isPossibleDuplicate === true && ' · possible duplicate'}
                {delivery.totalMs !== undefined && ` · ${formatDuration(delivery.totalMs)}`}
              </span>
            </span>
            <TimeAgo at={delivery.createdAt} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function DeliveryPill({ delivery }: { delivery: DeliverySummary }) {
  switch (delivery.status) {
    case 'pending':
      return (
        <span className="inline-flex items-center gap-1.5 text-small text-muted">
          {delivery.nextAttemptAt === undefined ? (
            <>
              <Spinner size={12} /> sending
            </>
          ) : (
            'waiting'
          )}
        </span>
      );
    case 'responded':
      return <StatusPill status={delivery.responseStatus} />;
    case 'failed':
      return <StatusPill text={(delivery.failureCode ?? 'failed').replace('_', ' ')} tone="err" />;
    case 'cancelled':
      return <StatusPill text="cancelled" tone="neutral" />;
  }
}
