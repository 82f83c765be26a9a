import type { Header } from '../../../shared/model/header.ts';
import type { ProviderMark, ProviderSecret } from '../../../shared/model/provider.ts';
import type { RetryProfile } from '../../../shared/model/retry-profile.ts';

/** What a provider looks at to recognize its own requests. */
export interface ProviderRequest {
  method: string;
  /** As sent: path and query. */
  target: string;
  headers: readonly Header[];
  /** The value of the first field of that name, which is given in lower case. */
  header(name: string): string | undefined;
  /** The body parsed as JSON, `undefined` when it is none; parsed at most once, and only when asked for. */
  json(): unknown;
  /** The body's form fields, empty when it is no form. */
  form(): URLSearchParams;
}

/** What to look for before `recognizes` is asked; cheap to find in any request. A request needs one of them. */
export interface Clues {
  /** Names of headers, lower case. */
  headers?: readonly string[];
  /** Texts that its bodies hold, written as they are in the bytes: `"notificationItems"`. */
  body?: readonly string[];
  /** Texts in the query of the request target. */
  query?: readonly string[];
}

/**
 * A sender such as Stripe, in one file: how its requests are recognized, what they tell of, how it signs, how long it waits
 * and how it tries again. Facts name their source and, where it could be read, the date of that.
 */
export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly mark: ProviderMark;
  /** The vendor's page on webhooks. */
  readonly docsUrl: string;
  readonly clues: Clues;
  /** True when the request is this provider's, by what only it sends. Asked only where one of its clues is found. */
  recognizes(request: ProviderRequest): boolean;
  /** As the provider writes it; at most its first 200 characters are kept. */
  eventType(request: ProviderRequest): string | undefined;
  /** Equal for each retry of one event, and different for any two events. */
  eventId(request: ProviderRequest): string | undefined;
  /** Ids of its schemes in `signatures/`, the one it uses today first; empty where it signs nothing. */
  readonly schemeIds: readonly string[];
  readonly secret?: ProviderSecret;
  /** What it asks of an endpoint before it sends events there, in one sentence. */
  readonly handshake?: string;
  /** How long it waits for an answer; left out where the vendor does not say. */
  readonly deadlineMs?: number;
  readonly retryProfile?: RetryProfile;
}
