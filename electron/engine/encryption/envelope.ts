import type { EnvelopeParts, TextEncoding } from '../../../shared/model/encryption.ts';
import { CBC_IV_BYTES, GCM_TAG_BYTES, type AesParts } from './aes.ts';
import { decodeText, encodeText } from './key-bytes.ts';
import { refusal } from './refusal.ts';

export type Members = Readonly<Record<string, unknown>>;

/** The IV length that a mode is used with where nobody says otherwise (NIST SP 800-38D §8.2 for GCM). */
const ivLength = (mode: 'gcm' | 'cbc'): number => (mode === 'gcm' ? 12 : CBC_IV_BYTES);

/** The members of an envelope that is a JSON object; a body that is JSON text in quotes counts as the text. */
export function parseEnvelope(content: Uint8Array): Members | string {
  const text = Buffer.from(content).toString('utf8').trim();
  if (!text.startsWith('{') && !text.startsWith('"')) return text;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw refusal('content', 'The envelope begins as JSON and is none.');
  }
  if (typeof json === 'string') return json;
  return json as Members;
}

/** Takes an envelope apart. Throws a refusal that names the member that is missing or not as it should be. */
export function readParts(
  envelope: Members | string,
  mode: 'gcm' | 'cbc',
  parts: EnvelopeParts,
  encoding: TextEncoding,
): AesParts {
  if (parts.kind === 'joined') {
    if (typeof envelope !== 'string') {
      throw refusal(
        'content',
        'The parts stand in one text, but here is a JSON object: name its field, or its members.',
      );
    }
    return split(bytesOf(envelope, 'The encrypted text', encoding), mode, parts);
  }
  if (typeof envelope === 'string') {
    throw refusal('content', 'An envelope with members is a JSON object, and here is a text.');
  }
  const member = (name: string) => bytesOf(envelope[name], `The member ${name}`, encoding);
  const iv = member(parts.iv);
  const joined = member(parts.ciphertext);
  const aad = parts.aad === undefined ? undefined : envelope[parts.aad];
  const authenticated = typeof aad === 'string' ? { aad: Buffer.from(aad) } : {};
  if (mode === 'cbc') return { iv, ciphertext: joined };
  if (parts.tag !== undefined) return { iv, ciphertext: joined, tag: member(parts.tag), ...authenticated };
  return {
    iv,
    ciphertext: joined.subarray(0, -GCM_TAG_BYTES),
    tag: joined.subarray(-GCM_TAG_BYTES),
    ...authenticated,
  };
}

/** Puts an envelope together: the members of a JSON object, or one text. */
export function writeParts(
  { iv, ciphertext, tag, aad }: AesParts,
  parts: EnvelopeParts,
  encoding: TextEncoding,
): Members | string {
  const end = tag ?? new Uint8Array();
  if (parts.kind === 'joined') {
    const order = { iv, ciphertext, tag: end };
    const names = parts.order.split('-') as (keyof typeof order)[];
    return encodeText(Buffer.concat(names.map((name) => order[name])), encoding);
  }
  const ownTag =
    parts.tag !== undefined && tag !== undefined ? { [parts.tag]: encodeText(tag, encoding) } : undefined;
  return {
    [parts.iv]: encodeText(iv, encoding),
    [parts.ciphertext]: encodeText(
      ownTag === undefined ? Buffer.concat([ciphertext, end]) : ciphertext,
      encoding,
    ),
    ...ownTag,
    ...(parts.aad === undefined || aad === undefined
      ? {}
      : { [parts.aad]: Buffer.from(aad).toString('utf8') }),
  };
}

export const ivBytesFor = (mode: 'gcm' | 'cbc', parts: EnvelopeParts): number =>
  (parts.kind === 'joined' ? parts.ivBytes : undefined) ?? ivLength(mode);

function split(
  bytes: Buffer,
  mode: 'gcm' | 'cbc',
  parts: Extract<EnvelopeParts, { kind: 'joined' }>,
): AesParts {
  const lengths = { iv: ivBytesFor(mode, parts), tag: mode === 'gcm' ? GCM_TAG_BYTES : 0 };
  const ciphertextBytes = bytes.length - lengths.iv - lengths.tag;
  if (ciphertextBytes < 0)
    throw refusal('content', 'The encrypted text is too short to hold its IV and its tag.');
  const found: Record<string, Buffer> = {};
  let offset = 0;
  for (const name of parts.order.split('-')) {
    const length = name === 'ciphertext' ? ciphertextBytes : lengths[name as 'iv' | 'tag'];
    found[name] = bytes.subarray(offset, offset + length);
    offset += length;
  }
  const { iv = Buffer.alloc(0), ciphertext = Buffer.alloc(0), tag } = found;
  return mode === 'gcm' && tag !== undefined ? { iv, ciphertext, tag } : { iv, ciphertext };
}

export function bytesOf(value: unknown, what: string, encoding: TextEncoding): Buffer {
  if (typeof value !== 'string') throw refusal('content', `${what} is missing or is no text.`);
  const bytes = decodeText(value, encoding);
  if (bytes === undefined) throw refusal('content', `${what} is not ${encoding}.`);
  return bytes;
}
