import { z } from 'zod';
import { SecretName } from '../../model/secret.ts';
import { command, nothing } from '../command.ts';

export const KeyAlgorithm = z.enum(['rsa', 'ecdsa', 'ed25519']);
export type KeyAlgorithm = z.infer<typeof KeyAlgorithm>;

/** The public half of a key pair whose private half is a secret of this name. */
export const KeyPair = z.strictObject({
  name: SecretName,
  algorithm: KeyAlgorithm,
  /** SubjectPublicKeyInfo, PEM. */
  publicKeyPem: z.string(),
  /** As the dashboards of its schemes show it: hex for Discord, base64 for SendGrid, whpk_ for Standard Webhooks. */
  forms: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  /** X.509, PEM, where it was made with one. */
  certificatePem: z.string().optional(),
  /** The PayPal webhook id that is kept with it. */
  webhookId: z.string().optional(),
});
export type KeyPair = z.infer<typeof KeyPair>;

export const keyCommands = {
  /** Makes a key pair and keeps it as a secret; RSA with 2048 bits, ECDSA on P-256. `conflict` when the name is taken. */
  'keys.create': command(
    z.strictObject({
      name: SecretName,
      algorithm: KeyAlgorithm,
      /** Makes a certificate with it, signed by itself and valid for ten years. */
      certificate: z.strictObject({ commonName: z.string().trim().min(1).max(64) }).optional(),
      /** For PayPal, which signs its webhook id too. */
      webhookId: z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,50}$/, 'must be letters and digits, as in the dashboard')
        .optional(),
    }),
    KeyPair,
  ),
  /** Secrets that are key pairs; never their private halves. */
  'keys.list': command(nothing, z.strictObject({ keys: z.array(KeyPair) })),
} as const;
