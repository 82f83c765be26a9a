import type { Draft, DraftRequest } from '../../../shared/model/draft.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { bytesOf } from './replay.ts';

/** The message that a draft is; `draft` is the kept one, listed with the exchange it was opened from. Its headers are those shown, its `Host` too: a draft without one gets the URL's. */
export function planDraftSend(
  { method, url, headers = [], body }: Omit<DraftRequest, 'headers'> & Partial<Pick<DraftRequest, 'headers'>>,
  draft: Pick<Draft, 'id' | 'exchangeId'> | undefined,
): DeliveryRequest {
  return {
    trigger: 'draft',
    ...(draft === undefined ? {} : { draftId: draft.id }),
    ...(draft?.exchangeId === undefined ? {} : { exchangeId: draft.exchangeId }),
    method,
    url,
    headers,
    trailers: [],
    ...(body === undefined ? {} : { body: 'exchangeId' in body ? body : { bytes: bytesOf(body) } }),
    isHostRewritten: false,
  };
}
