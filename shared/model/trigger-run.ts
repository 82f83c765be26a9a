import { z } from 'zod';
import { idOf } from './id.ts';
import { ProviderId } from './provider.ts';

/** A sequence of events about one thing: an order that is made, paid and refunded. */
export const Story = z.strictObject({
  id: z.string(),
  provider: ProviderId,
  title: z.string(),
  steps: z.array(z.strictObject({ event: z.string(), title: z.string() })),
});
export type Story = z.infer<typeof Story>;

/** One message of a run. `failed`: no response, or one that its provider takes for a failure; `skipped`: one before it failed. */
export const TriggerStep = z.strictObject({
  event: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'sending', 'succeeded', 'failed', 'skipped']),
  deliveryId: idOf('dlv').optional(),
  responseStatus: z.int().optional(),
  /** Why it failed, in one sentence. */
  message: z.string().optional(),
});
export type TriggerStep = z.infer<typeof TriggerStep>;

/** Templates on their way to a URL, one after the other: a single event, or a story. Kept until the app ends. */
export const TriggerRun = z.strictObject({
  id: idOf('trg'),
  provider: ProviderId,
  title: z.string(),
  url: z.string(),
  /** The name of the secret it is signed with; absent when it is sent unsigned, or with a secret that was given. */
  secretName: z.string().optional(),
  /** `stopped`: a step failed, and none after it was sent. */
  state: z.enum(['running', 'completed', 'stopped', 'cancelled']),
  startedAt: z.int(),
  endedAt: z.int().optional(),
  steps: z.array(TriggerStep).min(1),
});
export type TriggerRun = z.infer<typeof TriggerRun>;
