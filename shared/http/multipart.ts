import { decodeText, type DecodeBytes } from './text.ts';

/** One part of a multipart body (RFC 2046 §5.1.1), as bytes. */
export interface Part<Buffer extends ArrayBufferLike = ArrayBuffer> {
  headers: { name: string; value: string }[];
  /** From `Content-Disposition` (RFC 7578 §4.2). */
  name: string | undefined;
  fileName: string | undefined;
  contentType: string | undefined;
  bytes: Uint8Array<Buffer>;
}

/** More parts than this are not taken apart. */
const MAX_PARTS = 200;
const CRLF_CRLF = latin1Bytes('\r\n\r\n');

/** The parts of a body, or `undefined` when it is not what its boundary promises. */
export function parseMultipart<Buffer extends ArrayBufferLike>(
  bytes: Uint8Array<Buffer>,
  boundary: string,
  decode: DecodeBytes,
): Part<Buffer>[] | undefined {
  const delimiter = latin1Bytes(`--${boundary}`);
  const parts: Part<Buffer>[] = [];
  let at = indexOfBytes(bytes, delimiter, 0);
  while (at !== -1 && parts.length < MAX_PARTS) {
    const start = at + delimiter.length;
    if (bytes[start] === 0x2d && bytes[start + 1] === 0x2d) return parts;
    const next = indexOfBytes(bytes, delimiter, start);
    if (next === -1) break;
    const part = parsePart(bytes.subarray(start + 2, Math.max(start + 2, next - 2)), decode);
    if (part === undefined) return undefined;
    parts.push(part);
    at = next;
  }
  return parts.length === 0 ? undefined : parts;
}

function parsePart<Buffer extends ArrayBufferLike>(
  bytes: Uint8Array<Buffer>,
  decode: DecodeBytes,
): Part<Buffer> | undefined {
  const headEnd = indexOfBytes(bytes, CRLF_CRLF, 0);
  if (headEnd === -1) return undefined;
  const head = decodeText(bytes.subarray(0, headEnd), 'utf-8', decode).text;
  const headers = head
    .split('\r\n')
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, Math.max(0, colon)), value: line.slice(colon + 1).trim() };
    });
  const find = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value;
  const disposition = find('content-disposition') ?? '';
  return {
    headers,
    name: /;\s*name="([^"]*)"/i.exec(disposition)?.[1],
    fileName: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1],
    contentType: find('content-type'),
    bytes: bytes.subarray(headEnd + 4),
  };
}

function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}

function latin1Bytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
