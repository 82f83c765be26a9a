import { create } from 'zustand';
import { toast } from 'sonner';
import type { Delivery } from '../../shared/model/delivery.ts';
import { summarizeDelivery } from '../../shared/model/delivery.ts';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import { call } from '../host/call.ts';
import { formatDuration } from '../ui/format-time.ts';
import { showDelivery } from './exchange-view.ts';
import { attempt, notifyFailure } from './notices.ts';
import { selectExchange, showDraft, showExchange, showPlace, useView } from './view.ts';

/** Whether the panel that asks for a destination is open, for which exchange. */
export const useReplayPanel = create<{ exchangeId: string | undefined }>(() => ({ exchangeId: undefined }));

export const openReplayPanel = (exchangeId: string): void => useReplayPanel.setState({ exchangeId });
export const closeReplayPanel = (): void => useReplayPanel.setState({ exchangeId: undefined });

/** Sends it to where it was last sent; asks for a destination when there is none. */
export async function replayAgain(exchangeId: string): Promise<void> {
  const destination = await attempt('The request was not sent', () =>
    call('exchanges.destination', { id: exchangeId }),
  );
  if (destination === undefined) return;
  if (destination.url === undefined) openReplayPanel(exchangeId);
  else await replayTo(exchangeId, { url: destination.url, isHostRewritten: false });
}

/** Sends it and says in a corner how it went; a failure of the network is a result as well. */
export async function replayTo(
  exchangeId: string,
  destination: Pick<CommandInput<'exchanges.replay'>, 'sign'> & { url: string; isHostRewritten: boolean },
): Promise<void> {
  const notice = toast.loading(`Sending to ${shorten(destination.url)}`);
  try {
    const delivery = await call('exchanges.replay', { id: exchangeId, ...destination });
    const { binId } = useView.getState();
    toast[delivery.status === 'responded' ? 'success' : 'error'](resultOf(delivery), {
      id: notice,
      action: {
        label: 'Show',
        onClick: () => {
          showPlace('bins');
          if (binId !== undefined) selectExchange(binId, exchangeId);
          showDelivery(delivery.id);
        },
      },
    });
  } catch (error) {
    toast.dismiss(notice);
    notifyFailure('The request was not sent', error);
  }
}

function resultOf(delivery: Delivery): string {
  const { responseStatus, totalMs } = summarizeDelivery(delivery);
  const to = shorten(delivery.request.url);
  const failure = delivery.attempts.at(-1)?.failure;
  if (failure !== undefined) return failure.message;
  if (responseStatus === undefined) return `Cancelled: ${to}`;
  return `${responseStatus} from ${to}${totalMs === undefined ? '' : ` in ${formatDuration(totalMs)}`}`;
}

const shorten = (url: string) => (url.length > 80 ? `${url.slice(0, 79)}…` : url);

/** Opens it as a draft in Compose. */
export async function editAsDraft(exchangeId: string): Promise<void> {
  const draft = await attempt('The draft was not made', () => call('drafts.create', { exchangeId }));
  if (draft !== undefined) showDraft(draft.id);
}

/** Goes to an exchange of which only the id is known. */
export async function openExchange(exchangeId: string): Promise<void> {
  const exchange = await attempt('The request was not found', () =>
    call('exchanges.get', { id: exchangeId }),
  );
  if (exchange !== undefined) showExchange(exchange.binId, exchange.id);
}
