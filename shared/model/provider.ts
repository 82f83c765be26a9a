import { z } from 'zod';
import { RetryProfile } from './retry-profile.ts';

/** A sender such as Stripe: `stripe`, `github`, `paypal`. */
export const ProviderId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be the id of a provider, such as stripe; see providers.list');
export type ProviderId = z.infer<typeof ProviderId>;

/** Who sent a request and what it tells of, as far as the request itself says. It proves nothing: a verification does. */
export const Recognition = z.strictObject({
  providerId: ProviderId,
  /** As the provider writes it: `checkout.session.completed`. */
  eventType: z.string().max(200).optional(),
  /** The provider's own id of the event or of the message; equal for each retry of it. */
  eventId: z.string().max(200).optional(),
});
export type Recognition = z.infer<typeof Recognition>;

/** One to three white letters on the provider's colour, `#rrggbb`, dark enough for a contrast of 4.5 to white. */
export const ProviderMark = z.strictObject({
  letters: z.string().min(1).max(3),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type ProviderMark = z.infer<typeof ProviderMark>;

/** What the secret is called in the provider's dashboard, what one looks like, and where it is found there. */
export const ProviderSecret = z.strictObject({ label: z.string(), example: z.string(), where: z.string() });
export type ProviderSecret = z.infer<typeof ProviderSecret>;

/** An event that there is a template for. */
export const ProviderEvent = z.strictObject({
  /** What the template goes by: the event type, with what tells two templates of one type apart: `pull_request.opened`. */
  event: z.string(),
  /** What a request of it is recognized as: `pull_request`. Absent where the provider sends no type. */
  eventType: z.string().optional(),
  title: z.string(),
});
export type ProviderEvent = z.infer<typeof ProviderEvent>;

/** What a window shows of a provider. */
export const ProviderInfo = z.strictObject({
  id: ProviderId,
  name: z.string(),
  mark: ProviderMark,
  /** The vendor's page on webhooks. */
  docsUrl: z.string(),
  /** Its signature schemes, the one it uses today first; empty where it signs nothing. */
  schemeIds: z.array(z.string()),
  secret: ProviderSecret.optional(),
  /** What it asks of an endpoint before it sends events there, in one sentence. */
  handshake: z.string().optional(),
  /** How long it waits for an answer; absent where the vendor does not say. */
  deadlineMs: z.int().positive().optional(),
  retryProfile: RetryProfile.optional(),
  events: z.array(ProviderEvent),
});
export type ProviderInfo = z.infer<typeof ProviderInfo>;
