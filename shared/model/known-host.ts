import { z } from 'zod';

/** `SHA256:` and the hash of the public key in base64, as `ssh` and `ssh-keygen -l` print it. */
export const Fingerprint = z
  .string()
  .regex(
    /^SHA256:[A-Za-z0-9+/]{43}$/,
    'must be a fingerprint such as SHA256:2f3k…, as ssh-keygen -l prints it',
  );
export type Fingerprint = z.infer<typeof Fingerprint>;

/** The key an SSH server shows, by which it is known again. */
export const HostKey = z.strictObject({
  host: z.string(),
  port: z.int(),
  /** Such as `ssh-ed25519`. */
  keyType: z.string().max(100),
  fingerprint: Fingerprint,
});
export type HostKey = z.infer<typeof HostKey>;

/** A key that the user has confirmed. */
export const KnownHost = z.strictObject({ ...HostKey.shape, trustedAt: z.int() });
export type KnownHost = z.infer<typeof KnownHost>;
