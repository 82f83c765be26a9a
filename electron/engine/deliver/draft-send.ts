import type { DraftRequest } from '../../../shared/model/draft.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { bytesOf } from './replay.ts';

/** The message that a draft is. Its headers are those shown, its `Host` too: a draft without one gets the URL's. */
export function planDraftSend(
  { method, url, headers = [], body }: Omit<DraftRequest, 'headers'> & Partial<Pick<DraftRequest, 'headers'>>,
  draftId: string | undefined,
): DeliveryRequest {
  return {
    trigger: 'draft',
    ...(draftId === undefined ? {} : { draftId }),
    method,
    url,
    headers,
    trailers: [],
    ...(body === undefined ? {} : { body: 'exchangeId' in body ? body : { bytes: bytesOf(body) } }),
    isHostRewritten: false,
  };
}
