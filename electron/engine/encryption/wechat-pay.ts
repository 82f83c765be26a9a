import { randomBytes } from 'node:crypto';
import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { decryptGcm, encryptGcm, GCM_TAG_BYTES } from './aes.ts';
import type { Keys, Opened } from './cipher.ts';
import { bytesOf, parseEnvelope, type Members } from './envelope.ts';
import { refusal } from './refusal.ts';

/** AEAD_AES_256_GCM as WeChat Pay's API v3 has it (pay.weixin.qq.com, "Decrypting callbacks", read 2026-11-25): the API v3 key has 32 characters. */
function keyOf({ secret }: Keys): Buffer {
  const key = Buffer.from(secret);
  if (key.length === 32) return key;
  throw refusal('secretName', `An API v3 key has 32 characters, and this secret has ${key.length}.`);
}

type WeChatPay = Extract<PayloadFormat, { format: 'wechat-pay' }>;

const NONCE_LETTERS = 12;

/** The resource itself, or the notification that it is part of. */
export function resourceOf(envelope: Members | string): Members | undefined {
  if (typeof envelope === 'string') return undefined;
  const resource = envelope['resource'];
  const found = typeof resource === 'object' && resource !== null ? (resource as Members) : envelope;
  return found['algorithm'] === 'AEAD_AES_256_GCM' ? found : undefined;
}

export function openWeChatPay(content: Uint8Array, keys: Keys): Opened {
  const resource = resourceOf(parseEnvelope(content));
  if (resource === undefined) throw refusal('content', 'There is no resource with AEAD_AES_256_GCM in it.');
  const sealed = bytesOf(resource['ciphertext'], 'resource.ciphertext', 'base64');
  const { nonce, associated_data: aad, original_type: originalType } = resource;
  if (typeof nonce !== 'string') throw refusal('content', 'resource.nonce is missing.');
  return {
    plaintext: decryptGcm(keyOf(keys), {
      iv: Buffer.from(nonce),
      ciphertext: sealed.subarray(0, -GCM_TAG_BYTES),
      tag: sealed.subarray(-GCM_TAG_BYTES),
      ...(typeof aad === 'string' ? { aad: Buffer.from(aad) } : {}),
    }),
    how: {
      format: 'wechat-pay',
      ...(typeof aad === 'string' ? { associatedData: aad.slice(0, 200) } : {}),
      ...(typeof originalType === 'string' ? { originalType: originalType.slice(0, 200) } : {}),
    },
    details: [{ label: 'Cipher', value: 'AES-256-GCM' }],
    warnings: [],
  };
}

/** The resource of a notification. */
export function sealWeChatPay(plaintext: Uint8Array, how: WeChatPay, keys: Keys): Uint8Array {
  const { associatedData = 'transaction', originalType = 'transaction' } = how;
  const nonce = randomBytes(NONCE_LETTERS).toString('base64url').slice(0, NONCE_LETTERS);
  const sealed = encryptGcm(keyOf(keys), plaintext, {
    iv: Buffer.from(nonce),
    aad: Buffer.from(associatedData),
  });
  return Buffer.from(
    JSON.stringify({
      original_type: originalType,
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: Buffer.concat([sealed.ciphertext, sealed.tag]).toString('base64'),
      associated_data: associatedData,
      nonce,
    }),
  );
}
