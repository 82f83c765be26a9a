import { createHash, randomBytes } from 'node:crypto';
import { decryptCbc, encryptCbc, CBC_IV_BYTES } from './aes.ts';
import { UNAUTHENTICATED } from './aes-envelope.ts';
import type { Keys, Opened } from './cipher.ts';
import { bytesOf, parseEnvelope } from './envelope.ts';
import { refusal } from './refusal.ts';

/** The key is the SHA-256 of the Encrypt Key; the IV are the first 16 bytes of the message (open.feishu.cn, "Encrypt Key", read 2026-11-25). */
const keyOf = ({ secret }: Keys): Buffer => createHash('sha256').update(secret).digest();

/** An event of Feishu or Lark: `{"encrypt": "…"}`. */
export function openFeishu(content: Uint8Array, keys: Keys): Opened {
  const envelope = parseEnvelope(content);
  const value = typeof envelope === 'string' ? envelope : envelope['encrypt'];
  const bytes = bytesOf(value, 'The member encrypt', 'base64');
  if (bytes.length <= CBC_IV_BYTES)
    throw refusal('content', 'The member encrypt is too short to be a message.');
  return {
    plaintext: decryptCbc(keyOf(keys), {
      iv: bytes.subarray(0, CBC_IV_BYTES),
      ciphertext: bytes.subarray(CBC_IV_BYTES),
    }),
    how: { format: 'feishu' },
    details: [{ label: 'Cipher', value: 'AES-256-CBC' }],
    warnings: [UNAUTHENTICATED],
  };
}

export function sealFeishu(plaintext: Uint8Array, keys: Keys): Uint8Array {
  const iv = randomBytes(CBC_IV_BYTES);
  const encrypt = Buffer.concat([iv, encryptCbc(keyOf(keys), plaintext, iv)]).toString('base64');
  return Buffer.from(JSON.stringify({ encrypt }));
}
