import { z } from 'zod';

/** How a sender tries again: for our own forwards, and as each provider does it. */
export const RetryProfile = z.strictObject({
  /** How long after the first attempt failed each further one is made, measured from the attempt before it. */
  delaysMs: z.array(z.int().nonnegative()).max(200),
  /** How long the sender waits for an answer to one attempt; absent where the vendor does not say: then our own setting. */
  timeoutMs: z.int().positive().optional(),
  /** A response outside of these statuses counts as failed; no response always does. */
  successStatuses: z.strictObject({ from: z.int(), to: z.int() }),
  /** True when `Retry-After` moves the next attempt. */
  isRetryAfterHonored: z.boolean(),
  /** A response with one of these statuses ends the delivery at once: 410 for many. */
  finalStatuses: z.array(z.int()),
  /** What the provider does once all attempts failed, in one sentence: "disables the endpoint after 3 days". */
  afterwards: z.string().optional(),
  /** Where the vendor tells less than the numbers above: how the spacing was made from what it tells. */
  note: z.string().optional(),
  /** The vendor's own document. */
  source: z.string(),
  /** The date it was read (ISO 8601); absent where it could not be, and the numbers are from general knowledge. */
  readOn: z.string().optional(),
});
export type RetryProfile = z.infer<typeof RetryProfile>;
