import { randomBytes } from 'node:crypto';
import type { PayloadFormat } from '../../../shared/model/encryption.ts';
import { decryptCbc, encryptCbc } from './aes.ts';
import { UNAUTHENTICATED } from './aes-envelope.ts';
import type { Keys, Opened } from './cipher.ts';
import { bytesOf, parseEnvelope } from './envelope.ts';
import { refusal } from './refusal.ts';

type WeChat = Extract<PayloadFormat, { format: 'wechat' }>;

/**
 * Messages of WeChat's official accounts and of WeCom (developer.work.weixin.qq.com/document/path/90968, read 2026-11-25):
 * the EncodingAESKey has 43 characters of base64, its first 16 bytes are the IV; the plaintext is 16 random bytes, the length
 * of the message in network order, the message, and the id of its receiver; it is padded as PKCS #7 to blocks of 32 bytes.
 */
const RANDOM_BYTES = 16;
const HEAD_BYTES = RANDOM_BYTES + 4;
const BLOCK_BYTES = 32;

function keyOf({ secret }: Keys): Buffer {
  if (!/^[A-Za-z0-9+/]{43}$/.test(secret)) {
    throw refusal('secretName', 'An EncodingAESKey has 43 letters and digits, and this secret is none.');
  }
  return Buffer.from(`${secret}=`, 'base64');
}

export function openWeChat(content: Uint8Array, keys: Keys): Opened {
  const key = keyOf(keys);
  const envelope = readEnvelope(content);
  const ciphertext = bytesOf(envelope.encrypt, 'Encrypt', 'base64');
  const padded = decryptCbc(key, { iv: key.subarray(0, 16), ciphertext }, false);
  const plain = withoutPadding(padded);
  const length = plain.length >= HEAD_BYTES ? plain.readUInt32BE(RANDOM_BYTES) : 0;
  if (plain.length < HEAD_BYTES || length > plain.length - HEAD_BYTES) throw wrongKey();
  const receiverId = plain.subarray(HEAD_BYTES + length).toString('utf8');
  return {
    plaintext: plain.subarray(HEAD_BYTES, HEAD_BYTES + length),
    how: {
      format: 'wechat',
      ...(receiverId === '' ? {} : { receiverId: receiverId.slice(0, 200) }),
      ...(envelope.toUserName === undefined ? {} : { toUserName: envelope.toUserName }),
      isJson: envelope.isJson,
    },
    details: [
      { label: 'Cipher', value: 'AES-256-CBC' },
      { label: 'For', value: receiverId },
    ],
    warnings: [`${UNAUTHENTICATED} msg_signature in the URL does.`],
  };
}

export function sealWeChat(plaintext: Uint8Array, how: WeChat, keys: Keys): Uint8Array {
  const key = keyOf(keys);
  const head = Buffer.alloc(HEAD_BYTES);
  randomBytes(RANDOM_BYTES).copy(head);
  head.writeUInt32BE(plaintext.length, RANDOM_BYTES);
  const message = withPadding(Buffer.concat([head, plaintext, Buffer.from(how.receiverId ?? '')]));
  const encrypt = encryptCbc(key, message, key.subarray(0, 16), false).toString('base64');
  const toUserName = how.toUserName ?? '';
  return Buffer.from(
    how.isJson
      ? JSON.stringify({ ToUserName: toUserName, Encrypt: encrypt })
      : `<xml><ToUserName><![CDATA[${cdata(toUserName)}]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`,
  );
}

interface WeChatEnvelope {
  encrypt: unknown;
  toUserName: string | undefined;
  isJson: boolean;
}

/** The XML is flat and written by one program: two elements are looked for, nothing is parsed. */
function readEnvelope(content: Uint8Array): WeChatEnvelope {
  const text = Buffer.from(content).toString('utf8').trim();
  if (text.startsWith('<')) {
    return {
      encrypt: elementText(text, 'Encrypt'),
      toUserName: elementText(text, 'ToUserName')?.slice(0, 200),
      isJson: false,
    };
  }
  const envelope = parseEnvelope(content);
  if (typeof envelope === 'string') return { encrypt: envelope, toUserName: undefined, isJson: false };
  const user = envelope['ToUserName'] ?? envelope['tousername'];
  return {
    encrypt: envelope['Encrypt'] ?? envelope['encrypt'],
    toUserName: typeof user === 'string' ? user.slice(0, 200) : undefined,
    isJson: true,
  };
}

/** The text of the first element of a name, out of its CDATA section where it stands in one. */
export function elementText(xml: string, name: string): string | undefined {
  const from = xml.indexOf(`<${name}>`);
  const to = from === -1 ? -1 : xml.indexOf(`</${name}>`, from);
  if (to === -1) return undefined;
  const text = xml.slice(from + name.length + 2, to).trim();
  return text.startsWith('<![CDATA[') && text.endsWith(']]>') ? text.slice(9, -3).trim() : text;
}

function withoutPadding(padded: Buffer): Buffer {
  const count = padded[padded.length - 1] ?? 0;
  if (count < 1 || count > BLOCK_BYTES || count > padded.length) throw wrongKey();
  if (padded.subarray(-count).some((byte) => byte !== count)) throw wrongKey();
  return padded.subarray(0, -count);
}

function withPadding(message: Buffer): Buffer {
  const count = BLOCK_BYTES - (message.length % BLOCK_BYTES);
  return Buffer.concat([message, Buffer.alloc(count, count)]);
}

const cdata = (text: string): string => text.replaceAll(']]>', '');

const wrongKey = () =>
  refusal('secretName', 'The EncodingAESKey does not fit, or the message was changed on the way.');
