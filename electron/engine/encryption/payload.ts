import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { openAes, sealAes } from './aes-envelope.ts';
import { PLAINTEXT_LIMIT_BYTES, type Keys, type Opened } from './cipher.ts';
import { openFeishu, sealFeishu } from './feishu.ts';
import { fieldOf } from './field.ts';
import { openJwe, sealJwe } from './jwe.ts';
import { openPgp, sealPgp } from './pgp.ts';
import { refusal } from './refusal.ts';
import { openRsaAes, sealRsaAes } from './rsa-aes.ts';
import { openWeChat, sealWeChat } from './wechat.ts';
import { openWeChatPay, sealWeChatPay } from './wechat-pay.ts';

/** A larger body is refused before it is looked at. */
export const CONTENT_LIMIT_BYTES = 16 * 1024 * 1024;

/** Decrypts a body, or the field of it that is named: then the plaintext stands in its place. Throws refusals. */
export async function openPayload(
  content: Uint8Array,
  how: PayloadFormat,
  field: string | undefined,
  keys: Keys,
): Promise<Opened> {
  if (content.length > CONTENT_LIMIT_BYTES) throw refusal('content', 'The body is larger than 16 MiB.');
  if (field === undefined) return bounded(await open(content, how, keys));
  const place = fieldOf(content, field);
  const opened = bounded(await open(Buffer.from(asText(place.value)), how, keys));
  return { ...opened, plaintext: Buffer.from(place.replaced(asValue(opened.plaintext))) };
}

/** Encrypts a body, or the field of it that is named, as `openPayload` finds it. Throws refusals. */
export async function sealPayload(
  plaintext: Uint8Array,
  how: PayloadFormat,
  field: string | undefined,
  keys: Keys,
): Promise<Uint8Array> {
  if (plaintext.length > PLAINTEXT_LIMIT_BYTES) throw refusal('content', 'The body is larger than 16 MiB.');
  if (field === undefined) return seal(plaintext, how, keys);
  const place = fieldOf(plaintext, field);
  const sealed = Buffer.from(await seal(Buffer.from(asText(place.value)), how, keys)).toString('utf8');
  return Buffer.from(place.replaced(sealed.startsWith('{') ? JSON.parse(sealed) : sealed));
}

async function open(content: Uint8Array, how: PayloadFormat, keys: Keys): Promise<Opened> {
  switch (how.format) {
    case 'jwe':
      return openJwe(content, keys);
    case 'aes-gcm':
    case 'aes-cbc':
      return openAes(content, how, keys);
    case 'rsa-aes':
      return openRsaAes(content, how, keys);
    case 'feishu':
      return openFeishu(content, keys);
    case 'wechat':
      return openWeChat(content, keys);
    case 'wechat-pay':
      return openWeChatPay(content, keys);
    case 'pgp':
      return openPgp(content, keys);
  }
}

async function seal(plaintext: Uint8Array, how: PayloadFormat, keys: Keys): Promise<Uint8Array> {
  switch (how.format) {
    case 'jwe':
      return sealJwe(plaintext, how, keys);
    case 'aes-gcm':
    case 'aes-cbc':
      return sealAes(plaintext, how, keys);
    case 'rsa-aes':
      return sealRsaAes(plaintext, how, keys);
    case 'feishu':
      return sealFeishu(plaintext, keys);
    case 'wechat':
      return sealWeChat(plaintext, how, keys);
    case 'wechat-pay':
      return sealWeChatPay(plaintext, how, keys);
    case 'pgp':
      return sealPgp(plaintext, keys);
  }
}

function bounded(opened: Opened): Opened {
  if (opened.plaintext.length > PLAINTEXT_LIMIT_BYTES) {
    throw refusal('content', 'What comes out is larger than 16 MiB.');
  }
  return opened;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An object or a list goes back into its document as such; anything else as text. */
function asValue(plaintext: Uint8Array): unknown {
  const text = Buffer.from(plaintext).toString('utf8');
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
