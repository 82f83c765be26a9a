import { isUtf8 } from 'node:buffer';
import { toUSVString } from 'node:util';
import type { SqlValue } from './driver.ts';
import { headersOf } from './exchange-rows.ts';
import { unpackText } from './text-column.ts';

/** What of an exchange can be searched: the same text for the index, for rows not indexed yet, and for the final check. */

/** How much of a body is searched, from its start. */
export const SEARCHED_BODY_BYTES = 65_536;

export interface TextRow {
  seq: number;
  bin: number;
  method: string | Uint8Array;
  target: string | Uint8Array;
  content_type: string | Uint8Array | null;
  size_bytes: number;
  headers: string;
  encoding: SqlValue;
  sha256: string;
  /** The searched part; NULL when the body is in a file. */
  body: Uint8Array | null;
}

/** Of `exchanges e` and `contents c`. */
export const TEXT_COLUMNS = `e.seq, e.bin, e.method, e.target, e.content_type, e.size_bytes, c.headers, c.encoding, c.sha256,
  substr(c.body, 1, ${SEARCHED_BODY_BYTES}) AS body`;

/** Reads the first bytes of the body file of a hash; empty when there is none. */
export type ReadFileStart = (sha256: string, byteCount: number) => Uint8Array;

/** Lower case, without what SQLite can't hold in a text: both sides of every comparison go through here. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  return toUSVString(lower.includes('\0') ? lower.replaceAll('\0', ' ') : lower);
}

export function searchText(row: TextRow, readFileStart: ReadFileStart): string {
  const parts = [unpackText(row.method), asUtf8(unpackText(row.target))];
  for (const { value } of headersOf(row.headers)) parts.push(asUtf8(value));
  if (row.size_bytes > 0) {
    const bytes = row.body ?? readFileStart(row.sha256, SEARCHED_BODY_BYTES);
    const contentType = row.content_type === null ? '' : unpackText(row.content_type);
    parts.push(bodyText(bytes, contentType, row.encoding !== null));
  }
  return fold(parts.join('\n'));
}

const aboveAscii = /[^\0-\x7f]/;

/** Fields are Latin-1, one character a byte; most senders who go beyond ASCII mean UTF-8, and people search for that. */
function asUtf8(latin1: string): string {
  if (!aboveAscii.test(latin1)) return latin1;
  const bytes = Buffer.from(latin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : latin1;
}

const textual = /^(?:text\/|application\/(?:json|xml|x-www-form-urlencoded|javascript)|[^;]*\+(?:json|xml))/i;

function bodyText(body: Uint8Array, contentType: string, isEncoded: boolean): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const whole = bytes.length === SEARCHED_BODY_BYTES ? withoutCutCharacter(bytes) : bytes;
  if (isUtf8(whole)) return whole.includes(0) ? '' : whole.toString('utf8');
  return !isEncoded && textual.test(contentType) ? bytes.toString('latin1') : '';
}

/** A UTF-8 character that the limit cuts in two is left out, or the text would not pass for UTF-8. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= 3; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) break;
  }
  return bytes;
}
