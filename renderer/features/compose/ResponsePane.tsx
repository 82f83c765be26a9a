import { History, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DeliverySummary } from '../../../shared/model/delivery.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatAge, formatDuration } from '../../ui/format-time.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useNow } from '../../ui/use-now.ts';
import type { Sending } from './sending.ts';

export interface ResponsePaneProps {
  sending: Sending;
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
}

/** The result of a send of this draft: the newest, or one picked from those before. */
export function ResponsePane({ sending, renderDelivery }: ResponsePaneProps) {
  const { shownId, sends } = sending;
  return (
    <section aria-label="Response" className="flex min-h-0 min-w-0 flex-1 flex-col">
      {shownId === undefined ? (
        <EmptyState icon={Send} title="Not sent yet">
          <Kbd keys="$mod+Enter" /> sends from anywhere in this view. The response appears here, with how long
          each phase took.
        </EmptyState>
      ) : (
        renderDelivery(shownId, sends.length > 1 && <PreviousSends sending={sending} />)
      )}
    </section>
  );
}

function PreviousSends({ sending }: { sending: Sending }) {
  const now = useNow();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="small" icon={History} aria-label="Previous sends">
          {sending.sends.length}
        </Button>
      }
      groups={[
        sending.sends.map((delivery) => ({
          label: `${outcomeOf(delivery)} · ${formatAge(delivery.createdAt, now)}`,
          detail: `${delivery.method} ${delivery.url}`.slice(0, 200),
          isChecked: delivery.id === sending.shownId,
          onSelect: () => sending.show(delivery.id),
        })),
      ]}
    />
  );
}

/** `200 in 46 ms`, `refused`, `pending`. */
function outcomeOf({ status, responseStatus, failureCode, totalMs }: DeliverySummary): string {
  if (responseStatus === undefined)
    return status === 'failed' ? (failureCode ?? status).replace('_', ' ') : status;
  return totalMs === undefined ? String(responseStatus) : `${responseStatus} in ${formatDuration(totalMs)}`;
}
