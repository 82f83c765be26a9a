import { z } from 'zod';
import { idOf } from './id.ts';

/** What a request must show before a bin accepts it. Every enabled guard has to be satisfied. */
export const Guard = z.discriminatedUnion('kind', [
  z.strictObject({ id: idOf('grd'), isEnabled: z.boolean().default(true), kind: z.literal('https') }),
  z.strictObject({ id: idOf('grd'), isEnabled: z.boolean().default(true), kind: z.literal('signature') }),
]);
export type Guard = z.infer<typeof Guard>;

/** Why a bin did not accept a request. */
export const Refusal = z.strictObject({
  guardId: idOf('grd'),
  kind: z.string(),
  status: z.union([z.literal(401), z.literal(403)]),
  /** One sentence. */
  message: z.string(),
});
export type Refusal = z.infer<typeof Refusal>;
