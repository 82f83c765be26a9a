import { FilePen, RotateCw } from 'lucide-react';
import type { Delivery } from '../../../shared/model/delivery.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { showDraft } from '../../state/view.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';

/** What can be done with a delivery: edit what it sent, and, for a replay, send the captured request there again. */
export function DeliveryActions({ delivery }: { delivery: Delivery }) {
  const { exchangeId, request, trigger, status } = delivery;
  const draftId = useWorkbench((state) => state.drafts.find((draft) => draft.id === delivery.draftId)?.id);
  const openAsDraft = async () => {
    if (draftId !== undefined) {
      showDraft(draftId);
      return;
    }
    if (exchangeId === undefined) return;
    const draft = await attempt('No draft was made', () =>
      call('drafts.create', { exchangeId, method: request.method, url: request.url }),
    );
    if (draft !== undefined) showDraft(draft.id);
  };
  const sendAgain = async () => {
    if (exchangeId === undefined) return;
    const again = await attempt('It was not sent again', () =>
      call('exchanges.replay', { id: exchangeId, url: request.url, isWaiting: false }),
    );
    if (again !== undefined) notify(`Sent again to ${request.url.slice(0, 100)}`);
  };
  return (
    <>
      {(draftId !== undefined || exchangeId !== undefined) && (
        <Button size="small" icon={FilePen} onClick={() => void openAsDraft()}>
          Open as draft
        </Button>
      )}
      {trigger === 'replay' && exchangeId !== undefined && status !== 'pending' && (
        <Button size="small" icon={RotateCw} onClick={() => void sendAgain()}>
          Send again
        </Button>
      )}
    </>
  );
}
