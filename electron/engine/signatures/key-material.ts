import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { unusable, type Unusable } from './scheme.ts';
import { malformed } from './secret-shape.ts';

/** Keys and certificates as they are pasted: PEM, one or several in one text. */

type KeyType = 'rsa' | 'ec' | 'ed25519';

const KEY_NAMES: Record<KeyType, string> = { rsa: 'RSA', ec: 'EC (P-256)', ed25519: 'Ed25519' };

interface PemBlock {
  label: string;
  pem: string;
}

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

const blocksOf = (text: string): PemBlock[] =>
  [...text.matchAll(pemBlock)].map(([pem, label = '']) => ({ pem, label }));

export const hasPem = (text: string): boolean => text.includes('-----BEGIN ');

/** What stands beside the PEM blocks, such as PayPal's webhook id. */
export const textBesidePem = (text: string): string => text.replaceAll(pemBlock, '').trim();

const find = (text: string, label: RegExp): string | undefined =>
  blocksOf(text).find((block) => label.test(block.label))?.pem;

/** The key that checks: of a certificate, a public key, or the public half of a private key, in this order. */
export function publicKeyOf(secret: string, type: KeyType, at: number): KeyObject | Unusable {
  const certificate = find(secret, /^(?:X509 |TRUSTED )?CERTIFICATE$/);
  if (certificate !== undefined) return certifiedKey(certificate, type, at);
  const pem = find(secret, /PUBLIC KEY$/) ?? find(secret, /PRIVATE KEY$/);
  if (pem === undefined) return noKey(secret, `a ${KEY_NAMES[type]} public key or certificate`);
  return made(() => createPublicKey(pem), type);
}

export function privateKeyOf(secret: string, type: KeyType): KeyObject | Unusable {
  const pem = find(secret, /PRIVATE KEY$/);
  if (pem !== undefined) return made(() => createPrivateKey(pem), type);
  if (hasPem(secret)) {
    return malformed(
      'This holds no private key: a public key or certificate can check a signature, not make one.',
    );
  }
  return noKey(secret, `a ${KEY_NAMES[type]} private key`);
}

function certifiedKey(pem: string, type: KeyType, at: number): KeyObject | Unusable {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    return malformed('The certificate can not be read: its PEM is damaged.');
  }
  if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo)) {
    return unusable(
      'certificate_untrusted',
      `The certificate is valid from ${certificate.validFrom} to ${certificate.validTo}, and the message was signed at another time.`,
    );
  }
  return made(() => certificate.publicKey, type);
}

function made(make: () => KeyObject, type: KeyType): KeyObject | Unusable {
  let key: KeyObject;
  try {
    key = make();
  } catch {
    return malformed('The key can not be read: its PEM is damaged, or it is encrypted with a passphrase.');
  }
  if (key.asymmetricKeyType === type) return key;
  return malformed(
    `This is a key of the kind ${key.asymmetricKeyType ?? 'unknown'}, but the scheme needs ${KEY_NAMES[type]}.`,
  );
}

const noKey = (secret: string, what: string): Unusable =>
  malformed(
    hasPem(secret)
      ? `The PEM holds no key: expected ${what}.`
      : `Expected ${what} as PEM, beginning with -----BEGIN.`,
  );

/** The DER before 32 raw bytes of an Ed25519 key (RFC 8410 §4, §7). */
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export const ed25519PublicKey = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([ED25519_SPKI, raw]), format: 'der', type: 'spki' });

export const ed25519PrivateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
