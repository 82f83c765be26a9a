import { z } from 'zod';

/** What vouches for the listener's certificates: an authority of this computer's own, made on demand. */
export const CertificateAuthority = z.strictObject({
  name: z.string(),
  /** Of the certificate, SHA-256: `AB:CD:…`, as systems show it where certificates are trusted. */
  fingerprint: z.string(),
  /** The file with the certificate, PEM: for whoever is to trust it. The private key never leaves its folder. */
  path: z.string(),
  validFromAt: z.int(),
  expiresAt: z.int(),
});
export type CertificateAuthority = z.infer<typeof CertificateAuthority>;

/** HTTPS on this computer. */
export const HttpsStatus = z.strictObject({
  isEnabled: z.boolean(),
  isListening: z.boolean(),
  host: z.string(),
  /** 0 while it does not listen. */
  port: z.int(),
  /** Why it does not listen although it is enabled. */
  problem: z.string().optional(),
  /** Absent until HTTPS was first enabled. */
  authority: CertificateAuthority.optional(),
  /** The certificate in use; it is renewed by itself. */
  certificate: z
    .strictObject({
      /** The names and addresses it is for; one for any other `<name>.localhost` is made when it is first asked for. */
      names: z.array(z.string()),
      expiresAt: z.int(),
    })
    .optional(),
});
export type HttpsStatus = z.infer<typeof HttpsStatus>;
