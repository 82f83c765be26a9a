import { z } from 'zod';
import { CertificateAuthority, HttpsStatus } from '../../model/https.ts';
import { captureFields } from '../../model/settings.ts';
import { command, nothing } from '../command.ts';

export const httpsCommands = {
  'https.status': command(nothing, HttpsStatus),
  /**
   * Has the capture listener serve HTTPS as well, on a port of its own, and makes the certificate authority where there is none.
   * `unavailable` when the port can't be had. The same as the settings `capture.isHttpsEnabled` and `capture.httpsPort`.
   */
  'https.enable': command(z.strictObject({ port: captureFields.httpsPort.optional() }), HttpsStatus),
  'https.disable': command(nothing, HttpsStatus),
  /** The authority's certificate, for whoever is to trust it; `not_found` until HTTPS was first enabled. */
  'https.authority': command(nothing, CertificateAuthority.extend({ pem: z.string() })),
  /** Disables HTTPS and deletes the authority with its key: what trusts it trusts nothing any more. */
  'https.removeAuthority': command(nothing, HttpsStatus),
} as const;
