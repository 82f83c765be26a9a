import { constants, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { cipherName, decryptCbc, decryptGcm } from './aes.ts';
import { sealWith, UNAUTHENTICATED, written } from './aes-envelope.ts';
import { privateKeyOf, publicKeyOf } from './asymmetric-key.ts';
import type { Keys, Opened } from './cipher.ts';
import { bytesOf, parseEnvelope, readParts } from './envelope.ts';
import { decodeText, encodeText } from './key-bytes.ts';
import { refusal } from './refusal.ts';

type RsaAes = Extract<PayloadFormat, { format: 'rsa-aes' }>;

const AES_KEY_BYTES = [16, 24, 32];

const paddingOf = ({ padding }: RsaAes) =>
  padding === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : {
        padding: constants.RSA_PKCS1_OAEP_PADDING,
        oaepHash: padding === 'oaep-sha1' ? 'sha1' : 'sha256',
      };

const modeOf = ({ cipher }: RsaAes): 'gcm' | 'cbc' => (cipher === 'aes-gcm' ? 'gcm' : 'cbc');

/** A body under an AES key made for it alone, which is encrypted with the receiver’s RSA key. */
export function openRsaAes(content: Uint8Array, how: RsaAes, keys: Keys): Opened {
  const envelope = parseEnvelope(content);
  if (typeof envelope === 'string') throw refusal('content', 'The envelope is no JSON object.');
  const wrapped = bytesOf(envelope[how.wrappedKey], `The member ${how.wrappedKey}`, how.encoding);
  const key = unwrap(wrapped, how, keys);
  const mode = modeOf(how);
  const parts = readParts(envelope, mode, how.parts, how.encoding);
  return {
    plaintext: mode === 'gcm' ? decryptGcm(key, parts) : decryptCbc(key, parts),
    how,
    details: [
      { label: 'Key', value: `RSA, ${how.padding}` },
      { label: 'Cipher', value: cipherName(mode, key) },
    ],
    warnings: mode === 'cbc' ? [UNAUTHENTICATED] : [],
  };
}

export function sealRsaAes(plaintext: Uint8Array, how: RsaAes, keys: Keys): Uint8Array {
  const key = randomBytes(how.keyBytes);
  const wrapped = publicEncrypt({ key: publicKeyOf(keys), ...paddingOf(how) }, key);
  const sealed = sealWith(key, plaintext, modeOf(how), how);
  if (typeof sealed === 'string')
    throw refusal('how', 'A wrapped key stands beside the parts: they must be members.');
  return Buffer.from(written({ [how.wrappedKey]: encodeText(wrapped, how.encoding), ...sealed }));
}

/** Some senders wrap the key as text and not as bytes. */
function unwrap(wrapped: Uint8Array, how: RsaAes, keys: Keys): Uint8Array {
  const privateKey = privateKeyOf(keys);
  let bytes: Buffer;
  try {
    bytes = privateDecrypt({ key: privateKey, ...paddingOf(how) }, wrapped);
  } catch {
    throw refusal(
      'secretName',
      'The RSA key does not open the wrapped key: it is another, or its padding is.',
    );
  }
  const text = bytes.toString('latin1');
  const candidates = [bytes, decodeText(text, 'hex'), decodeText(text, 'base64')];
  const key = candidates.find((each) => each !== undefined && AES_KEY_BYTES.includes(each.length));
  if (key === undefined) {
    throw refusal('secretName', 'What the RSA key opens is no AES key: it is another, or its padding is.');
  }
  return key;
}
