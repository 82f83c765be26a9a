import type { Attempt, Delivery, DeliveryTrigger } from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { RetryPlan } from '../../../shared/http/retry-plan.ts';
import type { RetryPolicy } from '../../../shared/model/retry-policy.ts';
import type { ReplySink } from '../reply-sink.ts';
import type { SendRequest } from './send.ts';

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

/** How a destination is spoken to, where that is not as in the settings. */
export interface SendOptions extends Pick<SendRequest, 'protocol' | 'refuse'> {
  timeoutMs: number;
  isCertificateChecked: boolean;
  maxRedirects: number;
}

/**
 * A delivery that waits in a queue until its destination is there. It outlives the app: what is interrupted stays pending, and
 * its queue begins it again.
 */
export interface QueueTurn {
  /** Its row, which goes when the delivery has ended. */
  seq: number;
  /** As it was stored by an earlier run. */
  resumed: Delivery | undefined;
  /** True when the destination is not there, as opposed to there and not content. Such an attempt counts for no policy. */
  isDown(attempt: Attempt): boolean;
  /** How long to wait after so many such attempts on end, and what else there is to do then. */
  onDown(attempt: Attempt, downCount: number): number;
}

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
  /** The forward rule it is made by. */
  forwardRuleId?: string;
  send?: SendOptions;
  /** Nothing is sent before this has resolved, or at all when it rejects. */
  after?: Promise<void>;
  /** Gets the last attempt's response as it comes. */
  sink?: ReplySink;
  queue?: QueueTurn;
}
