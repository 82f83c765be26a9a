import { z } from 'zod';
import { GenericHmac } from './generic-hmac.ts';
import { ProviderId } from './provider.ts';
import { SecretName } from './secret.ts';

/** `stripe-v1`, `github-sha256`. */
export const SchemeId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,59}$/,
    'must be the id of a scheme, such as stripe-v1; see signatures.schemes',
  );
export type SchemeId = z.infer<typeof SchemeId>;

/** One of the provider's schemes, or one described in full. Absent: the provider's own, as the message or the secret asks for. */
export const SchemeChoice = z.union([SchemeId, GenericHmac]);
export type SchemeChoice = z.infer<typeof SchemeChoice>;

/** As pasted: a text, or PEM with a key and its certificate. */
export const SecretValue = z.string().min(1, 'must not be empty').max(16_384);

/** Epoch ms, up to the end of the year 9999. */
export const SignedAt = z.int().min(0).max(253_402_300_799_999);

const signing = {
  provider: ProviderId,
  scheme: SchemeChoice.optional(),
  secretName: SecretName.optional(),
  /** Sign as if it were then; absent: now. */
  at: SignedAt.optional(),
  /** Sign as if it had been sent that long ago; negative: in the future. Not together with `at`. */
  ageMs: z.int().min(-31_536_000_000).max(31_536_000_000).optional(),
  /** Keep the timestamp and the message id of the signature that is there. */
  isFrozen: z.boolean().default(false),
  /** The URL that is signed, where the receiver knows itself by another than the one it is sent to. */
  url: z.string().min(1).max(65_536).optional(),
};

/** How a message is signed when it is sent; the secret is given, or named. */
export const SignOptions = z.strictObject({ ...signing, secret: SecretValue.optional() });
export type SignOptions = z.infer<typeof SignOptions>;

/** How a draft is signed each time it is sent: by the name of a secret, never by its value. */
export const DraftSigning = z.strictObject({ ...signing, isEnabled: z.boolean().default(true) });
export type DraftSigning = z.infer<typeof DraftSigning>;
