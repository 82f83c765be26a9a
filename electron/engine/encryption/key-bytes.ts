import { createHash, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyDerivation, TextEncoding } from '../../../shared/model/encryption.ts';
import { refusal } from './refusal.ts';

const AES_KEY_BYTES = [16, 24, 32];

/** The bytes of a text in an encoding; `undefined` when it is not written in it. */
export function decodeText(text: string, encoding: TextEncoding): Buffer | undefined {
  const compact = text.replaceAll(/\s/g, '');
  switch (encoding) {
    case 'hex':
      return /^(?:[0-9A-Fa-f]{2})*$/.test(compact) ? Buffer.from(compact, 'hex') : undefined;
    case 'base64':
    case 'base64url': {
      // Many a sender mixes the two alphabets and leaves the padding out.
      const bare = compact.replace(/={1,2}$/, '');
      return /^[A-Za-z0-9+/_-]*$/.test(bare) && bare.length % 4 !== 1
        ? Buffer.from(bare, 'base64')
        : undefined;
    }
  }
}

export const encodeText = (bytes: Uint8Array, encoding: TextEncoding): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(encoding);

/** The AES key that a secret stands for. Throws a refusal when it has none of the lengths that AES takes. */
export async function aesKey(secret: string, derivation: KeyDerivation): Promise<Buffer> {
  const key = await derived(secret, derivation);
  if (key !== undefined && AES_KEY_BYTES.includes(key.length)) return key;
  throw refusal(
    'secretName',
    key === undefined
      ? `The secret is not ${derivation.from}.`
      : `The secret gives a key of ${key.length} bytes, and AES takes 16, 24 or 32: check how the key is written.`,
  );
}

async function derived(secret: string, derivation: KeyDerivation): Promise<Buffer | undefined> {
  switch (derivation.from) {
    case 'base64':
    case 'hex':
      return decodeText(secret, derivation.from);
    case 'text':
      return Buffer.from(secret);
    case 'sha256':
    case 'md5':
      return createHash(derivation.from).update(secret).digest();
    case 'pbkdf2':
      return promisify(pbkdf2)(
        secret,
        derivation.salt ?? '',
        derivation.iterations,
        derivation.keyBytes,
        derivation.hash,
      );
    case 'auto':
      return symmetricBytes(secret, AES_KEY_BYTES);
  }
}

/**
 * A symmetric key as people store it: hex, base64 or plain text, whichever has one of the wanted lengths. Hex goes first:
 * it is base64 too, but a hex key is hardly ever meant as one.
 */
export function symmetricBytes(secret: string, lengths: readonly number[]): Buffer {
  const candidates = [decodeText(secret, 'hex'), decodeText(secret, 'base64'), Buffer.from(secret)];
  return (
    candidates.find((bytes) => bytes !== undefined && lengths.includes(bytes.length)) ?? Buffer.from(secret)
  );
}
