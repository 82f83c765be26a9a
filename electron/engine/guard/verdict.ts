import type { CapturedRequest } from '../../../shared/model/exchange.ts';
import type { Refusal } from '../../../shared/model/guard.ts';
import type { Verification } from '../../../shared/model/verification.ts';

/** What a guard looks at. */
export interface GuardedRequest {
  request: Pick<CapturedRequest, 'target' | 'headers' | 'remoteAddress' | 'scheme'>;
  /** The slug of the bin it is for. */
  slug: string;
  verification?: Verification | undefined;
  /** It asks to set up the endpoint, in a way its provider never signs: no signature can be asked for. */
  isUnsignedHandshake: boolean;
}

/** How a request falls short of one guard. */
export type Shortfall = Pick<Refusal, 'reason' | 'message'>;
