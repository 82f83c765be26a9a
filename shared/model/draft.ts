import { z } from 'zod';
import { Encryption } from './encryption.ts';
import { Header } from './header.ts';
import { idOf } from './id.ts';
import { DraftSigning } from './signing.ts';

/**
 * The body of a draft: text that is edited, bytes that are not text, or the stored body of an exchange, unchanged (for
 * bodies too large or too binary to edit).
 */
export const DraftBody = z.union([
  z.strictObject({ text: z.string().max(16 * 1024 * 1024) }),
  z.strictObject({ base64: z.base64().max(32 * 1024 * 1024) }),
  z.strictObject({ exchangeId: idOf('exc') }),
]);
export type DraftBody = z.infer<typeof DraftBody>;

/** What is sent: the part of a draft that needs no name. */
export const DraftRequest = z.strictObject({
  /** An HTTP token (RFC 9110 §5.6.2). */
  method: z
    .string()
    .regex(
      /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/,
      'must be an HTTP method such as POST: letters, digits and - . _',
    ),
  url: z.string().max(65_536),
  headers: z.array(Header).max(500),
  body: DraftBody.optional(),
});
export type DraftRequest = z.infer<typeof DraftRequest>;

/** An editable request. */
export const Draft = DraftRequest.extend({
  id: idOf('drf'),
  name: z.string().max(200),
  /** The exchange it was opened from. */
  exchangeId: idOf('exc').optional(),
  /** How it is signed each time it is sent. */
  sign: DraftSigning.optional(),
  /** How its body is encrypted each time it is sent: what is kept and edited is the plaintext. */
  encryption: Encryption.optional(),
  createdAt: z.int(),
  updatedAt: z.int(),
});
export type Draft = z.infer<typeof Draft>;
