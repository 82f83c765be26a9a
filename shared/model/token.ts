import { z } from 'zod';

/** One thing that was looked at in a token. `unknown`: it can't be told, such as a signature without a key to check it. */
export const TokenCheck = z.strictObject({
  name: z.enum([
    'signature',
    'algorithm',
    'expiry',
    'not_before',
    'issued_at',
    'critical',
    'key_url',
    'form',
  ]),
  state: z.enum(['ok', 'failed', 'warning', 'unknown']),
  /** One sentence. */
  message: z.string(),
});
export type TokenCheck = z.infer<typeof TokenCheck>;

/** A JWT, or another JWS (RFC 7515) or JWE, taken apart and checked. */
export const TokenReport = z.strictObject({
  /** Where it was found: `header Authorization`, `body data.token`, `given`. */
  place: z.string(),
  kind: z.enum(['jws', 'jwe']),
  /** As it is written, at most its first 8 KiB. */
  token: z.string(),
  header: z.record(z.string(), z.unknown()),
  /** The payload where it is a JSON object. */
  claims: z.record(z.string(), z.unknown()).optional(),
  /** The payload where it is something else, as text; absent where it is encrypted or stands elsewhere. */
  payload: z.string().optional(),
  checks: z.array(TokenCheck),
});
export type TokenReport = z.infer<typeof TokenReport>;
