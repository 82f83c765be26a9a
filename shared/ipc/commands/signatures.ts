import { z } from 'zod';
import { DraftRequest } from '../../model/draft.ts';
import { Header } from '../../model/header.ts';
import { ProviderId } from '../../model/provider.ts';
import { SecretName } from '../../model/secret.ts';
import { SchemeChoice, SecretValue, SignedAt, SignOptions } from '../../model/signing.ts';
import { Verification } from '../../model/verification.ts';
import { command, nothing } from '../command.ts';

/** A secret given, or by name: one of the two. */
const secret = { secret: SecretValue.optional(), secretName: SecretName.optional() };

/** A message to verify or sign: its body as text, as bytes, or that of an exchange. */
const request = DraftRequest.extend({
  method: DraftRequest.shape.method.default('POST'),
  headers: DraftRequest.shape.headers.default([]),
});

export const SchemeInfo = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['hmac', 'digest', 'rsa', 'ecdsa', 'ed25519', 'token']),
  providerIds: z.array(ProviderId),
  /** Where it is written down. */
  source: z.string(),
  hasTimestamp: z.boolean(),
  /** How old and how far in the future a signature may be; absent: any. */
  toleranceMs: z.int().optional(),
  futureToleranceMs: z.int().optional(),
});
export type SchemeInfo = z.infer<typeof SchemeInfo>;

export const signatureCommands = {
  /** Every scheme that signatures are verified and made with. */
  'signatures.schemes': command(nothing, z.strictObject({ schemes: z.array(SchemeInfo) })),
  /** Whether a secret has the shape that a provider's scheme needs; `problem` is a sentence. */
  'signatures.check': command(
    z.strictObject({
      provider: ProviderId,
      scheme: SchemeChoice.optional(),
      ...secret,
      use: z.enum(['verify', 'sign']).default('verify'),
    }),
    z.strictObject({ problem: z.string().optional() }),
  ),
  /** Checks a message's signature as of `at`, or of now. A wrong signature is a result, not an error. */
  'signatures.verify': command(
    z.strictObject({
      provider: ProviderId,
      scheme: SchemeChoice.optional(),
      ...secret,
      request,
      at: SignedAt.optional(),
    }),
    Verification,
  ),
  /**
   * As `signatures.verify`, and why it fails: tried out with each secret given or named, and with every other secret that is
   * kept. Without one it tells which of those that are kept would fit.
   */
  'signatures.diagnose': command(
    z.strictObject({
      provider: ProviderId,
      scheme: SchemeChoice.optional(),
      ...secret,
      secretNames: z.array(SecretName).max(10).default([]),
      request,
      at: SignedAt.optional(),
    }),
    Verification,
  ),
  /**
   * What signing puts on a message: headers to set, and the URL or body where the scheme signs in it. `bad_input` for a secret
   * that can't sign, and for a body in which this scheme can't.
   */
  'signatures.sign': command(
    SignOptions.extend({ request, id: z.string().min(1).max(200).optional() }),
    z.strictObject({
      headers: z.array(Header),
      url: z.string().optional(),
      body: z.strictObject({ base64: z.string() }).optional(),
      /** Those that were used: several where a provider sends more than one signature. */
      schemeIds: z.array(z.string()),
    }),
  ),
} as const;
