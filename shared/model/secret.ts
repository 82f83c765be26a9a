import { z } from 'zod';

/** How secrets are kept. `basic_text` is Linux without a keyring: obfuscated, not encrypted. */
export const SecretBackend = z.enum(['keychain', 'basic_text', 'environment', 'file']);
export type SecretBackend = z.infer<typeof SecretBackend>;

/** A secret is used by its name: `stripe`, `stripe.test`, `github_main`. */
export const SecretName = z
  .string()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/,
    'must be 1-64 letters, digits, dots, hyphens or underscores, and start and end with a letter or digit',
  );
export type SecretName = z.infer<typeof SecretName>;

/** Where ngrok's authtoken is kept. */
export const NGROK_AUTHTOKEN: SecretName = 'ngrok.authtoken';

/** All that is ever shown of a secret. */
export const SecretSummary = z.strictObject({
  name: SecretName,
  /** Its last four characters; empty when it has fewer than twelve, of which four would give too much away, and for PEM, where they say nothing. */
  ending: z.string().max(4),
});
export type SecretSummary = z.infer<typeof SecretSummary>;

export const summarizeSecret = (name: SecretName, value: string): SecretSummary => ({
  name,
  ending: value.length < 12 || value.trimEnd().endsWith('-----') ? '' : value.slice(-4),
});

/** Which secrets exist; never their values. */
export const SecretStatus = z.strictObject({
  backend: SecretBackend,
  /** Shown where secrets are entered, when they are not safe at rest. */
  warning: z.string().optional(),
  secrets: z.array(SecretSummary),
});
export type SecretStatus = z.infer<typeof SecretStatus>;
