import type { DeliveryTrigger } from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';

/** A body to deliver: bytes at hand, or those stored with an exchange, unchanged. */
export type DeliveryBody = { bytes: Uint8Array } | { exchangeId: string };

/** One message for one destination, before its framing headers are made. */
export interface DeliveryRequest {
  trigger: DeliveryTrigger;
  /** The exchange it was made of: the delivery is listed there. */
  exchangeId?: string;
  draftId?: string;
  method: string;
  url: string;
  headers: readonly Header[];
  trailers: readonly Header[];
  body?: DeliveryBody;
  /** True puts the URL's authority in place of a `Host` among the headers. */
  isHostRewritten: boolean;
}
