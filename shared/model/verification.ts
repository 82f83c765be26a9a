import { z } from 'zod';
import { Diagnosis } from './diagnosis.ts';
import { ProviderId } from './provider.ts';

export const VerificationStatus = z.enum(['verified', 'rejected', 'unverified']);
export type VerificationStatus = z.infer<typeof VerificationStatus>;

/** Why a signature was rejected, or why there is none to check. A closed set, for programs; people read the message. */
export const VerificationReason = z.enum([
  /** Nothing to check with: the bin has no secret for this provider. */
  'no_secret',
  /** Nothing is known of how this sender signs. */
  'no_scheme',
  /** The header, field or parameter that holds the signature is not there. */
  'signature_missing',
  /** It is there but can't be read: not of the scheme's form. */
  'signature_malformed',
  /** It is not the signature of these bytes with this secret. */
  'signature_mismatch',
  'timestamp_missing',
  'timestamp_malformed',
  /** Signed longer ago than the scheme tolerates. */
  'timestamp_too_old',
  /** Signed further in the future than the scheme tolerates. */
  'timestamp_in_future',
  /** The secret has not the shape that the scheme needs. */
  'secret_malformed',
  /** The certificate that the message names is not at hand, not the provider's, or not valid. */
  'certificate_untrusted',
  /** Only the sender can say: it has to be asked (PayPal IPN's post-back). */
  'needs_postback',
  /** The body was cut at the limit, so its signature can't be computed. */
  'body_truncated',
  /** It is not looked at on arrival above 16 MiB; it can be verified from storage. */
  'body_too_large',
]);
export type VerificationReason = z.infer<typeof VerificationReason>;

/** The result of a signature check. */
export const Verification = z.strictObject({
  status: VerificationStatus,
  providerId: ProviderId.optional(),
  /** Such as `stripe-v1`: which of the provider's schemes was checked. */
  schemeId: z.string().optional(),
  /** The name of the secret that was used; never its value. */
  secretName: z.string().optional(),
  reason: VerificationReason.optional(),
  /** The reason as one sentence; absent when verified. */
  message: z.string().optional(),
  /** Epoch ms at which the sender says it signed, where the scheme has a timestamp. */
  signedAt: z.int().optional(),
  /** How long after `signedAt` the scheme still accepts it. */
  toleranceMs: z.int().optional(),
  /** The signature that these bytes should have, and the one that came: in the encoding of the scheme. */
  computed: z.string().optional(),
  received: z.string().optional(),
  checkedAt: z.int(),
  diagnosis: Diagnosis.optional(),
});
export type Verification = z.infer<typeof Verification>;

/** True for a signature that was right when it came but is older by now than its scheme accepts; to the second, as schemes count. */
export function isStaleAt(
  { status, signedAt, toleranceMs }: Pick<Verification, 'status' | 'signedAt' | 'toleranceMs'>,
  at: number,
): boolean {
  if (status !== 'verified' || signedAt === undefined || toleranceMs === undefined) return false;
  return Math.floor(at / 1000) * 1000 - signedAt > toleranceMs;
}
