import type { Header } from '../../../shared/model/header.ts';
import type { RetryProfile } from '../../../shared/model/retry-profile.ts';

/** What a provider looks at to recognize its own requests. Headers are looked up without regard to case. */
export interface ProviderRequest {
  method: string;
  /** As sent: path and query. */
  target: string;
  headers: readonly Header[];
  header(name: string): string | undefined;
  /** The body parsed as JSON, `undefined` when it is none; parsed at most once, and only when asked for. */
  json(): unknown;
  /** The body's form fields, empty when it is no form. */
  form(): URLSearchParams;
}

/**
 * A sender such as Stripe, in one file: how its requests are recognized, what they tell of, how it signs, how long it waits
 * and how it tries again. Facts name their source and the date they were read.
 */
export interface Provider {
  readonly id: string;
  readonly name: string;
  /** Drawn where the name is too long: one to three letters on the provider's colour (`#rrggbb`). */
  readonly mark: { letters: string; color: string };
  /** The vendor's page on webhooks. */
  readonly docsUrl: string;
  /** True when the request is this provider's, by what only it sends. */
  recognizes(request: ProviderRequest): boolean;
  eventType(request: ProviderRequest): string | undefined;
  eventId(request: ProviderRequest): string | undefined;
  /** Ids of its schemes in `signatures/`, the one it uses today first; empty where it signs nothing. */
  readonly schemeIds: readonly string[];
  /** What the secret is called in its dashboard, what it looks like, and where it is found there. */
  readonly secret?: { label: string; example: string; where: string };
  /** How long it waits for an answer. */
  readonly deadlineMs?: number;
  readonly retryProfile?: RetryProfile;
}
