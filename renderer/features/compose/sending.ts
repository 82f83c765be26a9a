import { useEffect, useState } from 'react';
import { findHeaderProblem } from '../../../shared/http/framing.ts';
import { splitUrl } from '../../../shared/http/url.ts';
import type { DeliverySummary } from '../../../shared/model/delivery.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import type { DraftSigning } from '../../../shared/model/signing.ts';
import { call } from '../../host/call.ts';
import { useEvents } from '../../state/events.ts';
import { attempt, notifyFailure } from '../../state/notices.ts';
import { savedDraft } from './draft-edits.ts';
import { retryPolicyOf } from './retry-choice.ts';
import { withDelivery } from './sends.ts';

export interface Sending {
  /** What was sent of this draft, newest first. */
  sends: readonly DeliverySummary[];
  /** The send whose result is looked at. */
  shownId: string | undefined;
  show(deliveryId: string): void;
  /** The newest send that has not ended. */
  pendingId: string | undefined;
  /** Saves the draft and sends it, unless it can't be sent as it is: the view says why. */
  send(draft: Draft): Promise<void>;
  cancel(): Promise<void>;
}

const SHOWN_SENDS = 50;

/** How a draft is signed, as a send takes it: that it is to be is said by its being there. */
function optionsOf(sign: DraftSigning): Omit<DraftSigning, 'isEnabled'> {
  const options: Omit<DraftSigning, 'isEnabled'> & { isEnabled?: boolean } = { ...sign };
  delete options.isEnabled;
  return options;
}

/** The sends of one draft, kept current by events. */
export function useSending(draftId: string): Sending {
  const [sends, setSends] = useState<readonly DeliverySummary[]>([]);
  const [chosenId, setChosenId] = useState<string>();

  const [gaps, setGaps] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    call('deliveries.list', { draftId, limit: SHOWN_SENDS }).then(
      ({ items }) => isCurrent && setSends((known) => items.reduceRight(withDelivery, known)),
      (error: unknown) => notifyFailure('The sends of this draft could not be read', error),
    );
    return () => {
      isCurrent = false;
    };
  }, [draftId, gaps]);

  useEvents(({ events, hasGap }) => {
    if (hasGap) setGaps((count) => count + 1);
    for (const event of events) {
      if ('delivery' in event && event.delivery.draftId === draftId) {
        setSends((known) => withDelivery(known, event.delivery));
      }
    }
  });

  const pendingId = sends.find((delivery) => delivery.status === 'pending')?.id;
  return {
    sends,
    shownId: chosenId ?? sends[0]?.id,
    show: setChosenId,
    pendingId,
    send: async (draft) => {
      if ('problem' in splitUrl(draft.url) || findHeaderProblem(draft.headers) !== undefined) return;
      await attempt('The request was not sent', async () => {
        const saved = await savedDraft(draftId);
        if (saved === undefined) throw new Error('The draft could not be saved first.');
        const { method, url, headers, body, encryption, sign } = saved;
        const delivery = await call('drafts.send', {
          draftId,
          method,
          url,
          headers,
          ...(body === undefined ? {} : { body }),
          ...(encryption === undefined ? {} : { encryption }),
          ...(sign === undefined || !sign.isEnabled ? {} : { sign: optionsOf(sign) }),
          ...retryPolicyOf(draftId),
          isWaiting: false,
        });
        setChosenId(delivery.id);
      });
    },
    cancel: async () => {
      if (pendingId === undefined) return;
      await attempt('The send was not cancelled', () => call('deliveries.cancel', { id: pendingId }));
    },
  };
}
