import { createCipheriv, createDecipheriv } from 'node:crypto';
import { refusal } from './refusal.ts';

/** AES as envelopes use it. CBC has no tag: nothing says whether it was changed on the way. */
export interface AesParts {
  iv: Uint8Array;
  ciphertext: Uint8Array;
  tag?: Uint8Array;
  aad?: Uint8Array;
}

export const GCM_TAG_BYTES = 16;
export const CBC_IV_BYTES = 16;

const bitsOf = (key: Uint8Array): '128' | '192' | '256' =>
  key.length === 16 ? '128' : key.length === 24 ? '192' : '256';

export const cipherName = (mode: 'gcm' | 'cbc', key: Uint8Array): string =>
  `AES-${bitsOf(key)}-${mode.toUpperCase()}`;

const WRONG_KEY = 'The key does not fit, or the message was changed on the way.';

export function decryptGcm(key: Uint8Array, { iv, ciphertext, tag, aad }: AesParts): Buffer {
  if (tag?.length !== GCM_TAG_BYTES) {
    throw refusal('content', 'The authentication tag has not 16 bytes: check where it stands.');
  }
  if (iv.length < 8) throw refusal('content', 'The IV is too short for AES-GCM, which takes 12 bytes.');
  const decipher = createDecipheriv(`aes-${bitsOf(key)}-gcm`, key, iv, { authTagLength: GCM_TAG_BYTES });
  decipher.setAuthTag(tag);
  if (aad !== undefined) decipher.setAAD(aad);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    throw refusal('secretName', `${WRONG_KEY} Its authentication tag is another.`);
  }
}

export function encryptGcm(
  key: Uint8Array,
  plaintext: Uint8Array,
  { iv, aad }: Pick<AesParts, 'iv' | 'aad'>,
): { ciphertext: Buffer; tag: Buffer } {
  const cipher = createCipheriv(`aes-${bitsOf(key)}-gcm`, key, iv, { authTagLength: GCM_TAG_BYTES });
  if (aad !== undefined) cipher.setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { ciphertext, tag: cipher.getAuthTag() };
}

/** `isPadded` false leaves the padding in place, for those that pad by other rules. */
export function decryptCbc(key: Uint8Array, { iv, ciphertext }: AesParts, isPadded = true): Buffer {
  if (iv.length !== CBC_IV_BYTES) {
    throw refusal('content', `The IV has ${iv.length} bytes, and AES-CBC takes 16: check where it stands.`);
  }
  if (ciphertext.length === 0 || ciphertext.length % 16 !== 0) {
    throw refusal(
      'content',
      'The ciphertext is not a whole number of blocks of 16 bytes: it was cut or changed.',
    );
  }
  const decipher = createDecipheriv(`aes-${bitsOf(key)}-cbc`, key, iv);
  decipher.setAutoPadding(isPadded);
  try {
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  } catch {
    throw refusal('secretName', `${WRONG_KEY} What comes out is not padded as it should be.`);
  }
}

export function encryptCbc(key: Uint8Array, plaintext: Uint8Array, iv: Uint8Array, isPadded = true): Buffer {
  const cipher = createCipheriv(`aes-${bitsOf(key)}-cbc`, key, iv);
  cipher.setAutoPadding(isPadded);
  return Buffer.concat([cipher.update(plaintext), cipher.final()]);
}
