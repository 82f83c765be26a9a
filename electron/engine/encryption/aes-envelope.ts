import { randomBytes } from 'node:crypto';
import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { cipherName, decryptCbc, decryptGcm, encryptCbc, encryptGcm } from './aes.ts';
import type { Keys, Opened } from './cipher.ts';
import { ivBytesFor, parseEnvelope, readParts, writeParts, type Members } from './envelope.ts';
import { aesKey } from './key-bytes.ts';

type AesFormat = Extract<PayloadFormat, { format: 'aes-gcm' | 'aes-cbc' }>;

const modeOf = ({ format }: AesFormat): 'gcm' | 'cbc' => (format === 'aes-gcm' ? 'gcm' : 'cbc');

export const UNAUTHENTICATED =
  'CBC has no authentication tag: nothing proves that the message is as it was sent.';

/** A body encrypted with a shared AES key, in an envelope of one’s own making. */
export async function openAes(content: Uint8Array, how: AesFormat, { secret }: Keys): Promise<Opened> {
  const mode = modeOf(how);
  const key = await aesKey(secret, how.key);
  const read = readParts(parseEnvelope(content), mode, how.parts, how.encoding);
  const aad = read.aad ?? (how.aad === undefined ? undefined : Buffer.from(how.aad));
  const parts = { ...read, ...(aad === undefined ? {} : { aad }) };
  return {
    plaintext: mode === 'gcm' ? decryptGcm(key, parts) : decryptCbc(key, parts),
    how: { ...how, ...(read.aad === undefined ? {} : { aad: Buffer.from(read.aad).toString('utf8') }) },
    details: [{ label: 'Cipher', value: cipherName(mode, key) }],
    warnings: mode === 'cbc' ? [UNAUTHENTICATED] : [],
  };
}

export async function sealAes(plaintext: Uint8Array, how: AesFormat, { secret }: Keys): Promise<Uint8Array> {
  const key = await aesKey(secret, how.key);
  const aad = how.aad === undefined ? undefined : Buffer.from(how.aad);
  return Buffer.from(written(sealWith(key, plaintext, modeOf(how), how, aad)));
}

/** Encrypts with a key at hand, under a fresh IV. */
export function sealWith(
  key: Uint8Array,
  plaintext: Uint8Array,
  mode: 'gcm' | 'cbc',
  { parts, encoding }: Pick<AesFormat, 'parts' | 'encoding'>,
  aad?: Uint8Array,
): Members | string {
  const iv = randomBytes(ivBytesFor(mode, parts));
  const authenticated = aad === undefined ? {} : { aad };
  const sealed =
    mode === 'gcm'
      ? { iv, ...encryptGcm(key, plaintext, { iv, ...authenticated }), ...authenticated }
      : { iv, ciphertext: encryptCbc(key, plaintext, iv) };
  return writeParts(sealed, parts, encoding);
}

export const written = (envelope: Members | string): string =>
  typeof envelope === 'string' ? envelope : JSON.stringify(envelope);
