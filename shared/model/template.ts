import { z } from 'zod';
import { Header } from './header.ts';
import { ProviderId } from './provider.ts';

/** An event of a provider that can be made up: sent as it is, or opened as a draft. */
export const TemplateInfo = z.strictObject({
  provider: ProviderId,
  /** What it goes by: the event type, with what tells two templates of one type apart: `pull_request.opened`. */
  event: z.string(),
  /** What a request of it is recognized as. Absent where the provider sends no type. */
  eventType: z.string().optional(),
  title: z.string(),
});
export type TemplateInfo = z.infer<typeof TemplateInfo>;

/** A request as the provider sends it, still unsigned: signing is the last thing done to it. */
export const RenderedTemplate = TemplateInfo.extend({
  method: z.string(),
  /** Where a receiver of this provider usually listens. */
  path: z.string(),
  headers: z.array(Header),
  /** Byte for byte as the provider serializes it. */
  body: z.strictObject({ text: z.string() }),
  /** How to sign it when it is sent; absent where the provider signs nothing. */
  sign: z.strictObject({ provider: ProviderId, scheme: z.string() }).optional(),
  /** Epoch ms of what it tells of, and the seed of its made-up values: with both it can be rendered again. */
  at: z.int(),
  seed: z.string(),
});
export type RenderedTemplate = z.infer<typeof RenderedTemplate>;
