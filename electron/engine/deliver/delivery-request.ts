import type { DeliveryTrigger } from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { RetryPlan } from '../../../shared/http/retry-plan.ts';
import type { RetryPolicy } from '../../../shared/model/retry-policy.ts';

/** A body to deliver: bytes at hand, or those stored with an exchange, unchanged. */
export type DeliveryBody = { bytes: Uint8Array } | { exchangeId: string };

/** A message before it is signed: all that goes out, except for the framing headers. */
export interface UnsignedMessage {
  method: string;
  url: string;
  headers: readonly Header[];
  body: Uint8Array;
}

/** What a signature puts on a message: headers take the place of those of the same name; URL and body stay when absent. */
export interface SignedParts {
  headers: readonly Header[];
  url?: string;
  body?: Uint8Array;
}

/**
 * Signs one attempt, after everything else is settled; asked anew for each, so that a retry carries a new timestamp. Whoever
 * makes it keeps the message id for all of them. Throws `CommandError` where it can't be signed.
 */
export type SignAttempt = (
  message: UnsignedMessage,
  moment: { at: number; attemptNumber: number },
) => Promise<SignedParts>;

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
  /** Tried once when absent. */
  retry?: { policy: RetryPolicy; plan: RetryPlan };
  sign?: SignAttempt;
}
