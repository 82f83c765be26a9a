import { utf8 } from './bytes.ts';
import { unusable, type Unusable } from './scheme.ts';

/** Secrets of the wrong shape are named before they are used: each answer is a sentence that says what was expected. */

export const malformed = (message: string): Unusable => unusable('secret_malformed', message);

/** A secret whose UTF-8 bytes are the key, whatever it looks like: the user chose it. */
export function textKey(secret: string): Uint8Array | Unusable {
  if (secret === '') return malformed('The secret is empty.');
  if (secret.includes('-----BEGIN ')) {
    return malformed('The secret is a PEM key or certificate, but this scheme needs a shared secret.');
  }
  return utf8(secret);
}

/** As `textKey`, for secrets that a vendor generates: they have no white space, so a copied line end is a mistake. */
export function generatedKey(secret: string, what: string): Uint8Array | Unusable {
  if (secret !== secret.trim()) {
    return malformed(
      `The ${what} begins or ends with white space: it was copied with the secret, so remove it.`,
    );
  }
  return textKey(secret);
}

/** The bytes of a base64 secret, or `undefined`. Padding may be missing, as some dashboards leave it out. */
export function base64Key(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bare = text.replace(/=+$/, '');
  if (bare.length % 4 === 1) return undefined;
  const isPadded = bare.length !== text.length;
  if (isPadded && text.length % 4 !== 0) return undefined;
  return Buffer.from(bare, 'base64');
}

/** The bytes of a hex secret, or `undefined`. */
export const hexKey = (text: string): Uint8Array | undefined =>
  /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
