import {
  createPrivateKey,
  createPublicKey,
  X509Certificate,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { Keys } from './cipher.ts';
import { refusal } from './refusal.ts';

/** A private key from PEM (PKCS #1, PKCS #8, SEC 1) or JWK. */
export function privateKeyOf({ secret, passphrase }: Keys): KeyObject {
  try {
    return isJson(secret)
      ? createPrivateKey({ key: JSON.parse(secret) as JsonWebKey, format: 'jwk' })
      : createPrivateKey({ key: secret, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    throw refusal(
      'secretName',
      /ENCRYPTED/.test(secret)
        ? 'The private key is protected by a passphrase, and none was given, or another.'
        : 'The secret is no private key: paste it as PEM, from -----BEGIN to -----END, or as a JWK.',
    );
  }
}

/** A public key from PEM, a certificate, a JWK, or from the private key that belongs to it. */
export function publicKeyOf({ secret, passphrase }: Keys): KeyObject {
  try {
    if (secret.includes('BEGIN CERTIFICATE')) return new X509Certificate(secret).publicKey;
    if (secret.includes('PRIVATE KEY')) {
      return createPublicKey(
        createPrivateKey({ key: secret, ...(passphrase === undefined ? {} : { passphrase }) }),
      );
    }
    if (!isJson(secret)) return createPublicKey(secret);
    const jwk = JSON.parse(secret) as JsonWebKey;
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw refusal(
      'secretName',
      'The secret is no public key: paste it as PEM, as a certificate, or as a JWK.',
    );
  }
}

export const isJson = (secret: string): boolean => secret.trimStart().startsWith('{');
