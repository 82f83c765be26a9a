import { z } from 'zod';
import { ProviderId } from './provider.ts';

/** Within what a timer can count. */
const longestDelayMs = 20 * 24 * 3_600_000;
const delayMs = z.int().nonnegative().max(longestDelayMs, 'must be at most 20 days');
const maxAttempts = z
  .int()
  .min(2, 'must be at least 2, the first attempt counts')
  .max(200, 'must be at most 200');

/** What counts as failed, and what ends a delivery at once. */
const judgement = {
  /** A response outside of these statuses counts as failed; no response always does. */
  successStatuses: z
    .strictObject({ from: z.int().min(100).max(599), to: z.int().min(100).max(599) })
    .default({ from: 200, to: 299 }),
  /** A response with one of these statuses ends the delivery at once. */
  finalStatuses: z.array(z.int().min(100).max(599)).max(50).default([410]),
  /** True when a `Retry-After` of the response moves the next attempt to a later time. */
  isRetryAfterHonored: z.boolean().default(true),
};

/** Squeezes all waiting into this time, each wait by the same factor; waits that need less stay as they are. */
const compression = { compressToMs: z.int().positive().max(longestDelayMs).optional() };

/** Whether and when a delivery that failed is tried again. Waits are counted from the end of the attempt before. */
export const RetryPolicy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('fixed'), maxAttempts, delayMs, ...judgement, ...compression }),
  z.strictObject({
    kind: z.literal('exponential'),
    maxAttempts,
    /** Before the second attempt; each further wait is `factor` times the one before, at most `maxDelayMs`. */
    delayMs,
    factor: z.number().min(1).max(10).default(2),
    maxDelayMs: delayMs.default(3_600_000),
    /** The part of each wait that is left to chance: 0 none of it, 1 all of it. The same seed gives the same waits. */
    jitter: z.number().min(0).max(1).default(0),
    seed: z.int().nonnegative().default(1),
    ...judgement,
    ...compression,
  }),
  /** A list of waits of one's own. */
  z.strictObject({
    kind: z.literal('schedule'),
    delaysMs: z.array(delayMs).min(1).max(199),
    /** How long one attempt may take without anything moving; the setting when absent. */
    timeoutMs: z.int().min(100).max(600_000).optional(),
    ...judgement,
    ...compression,
  }),
  /** As this provider does it: its own waits, statuses and deadline. */
  z.strictObject({ kind: z.literal('provider'), providerId: ProviderId, ...compression }),
]);
export type RetryPolicy = z.infer<typeof RetryPolicy>;

/** How the attempts of a delivery came to their end. `interrupted`: the app ended in between. */
export const RetryEnd = z.enum(['succeeded', 'final', 'exhausted', 'cancelled', 'interrupted']);
export type RetryEnd = z.infer<typeof RetryEnd>;
