import { z } from 'zod';

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
