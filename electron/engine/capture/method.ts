import { METHODS } from 'node:http';

/**
 * Node's parser refuses methods it does not know, but a webhook may use any token (RFC 9110 §9.1). Such a request is read
 * with a known method in its place, and the true one is put back. Methods don't change how a request is framed, except
 * for CONNECT, which the parser knows.
 */
const STAND_IN = 'POST';

/** Longer ones are left to the parser to refuse. */
const MAX_METHOD_LENGTH = 64;

/** Methods of RTSP and HTTP/2 that the parser matches too before it refuses them (llhttp 9, `METHODS_RTSP`). */
const MATCHED_BUT_REFUSED = [
  'DESCRIBE',
  'ANNOUNCE',
  'SETUP',
  'PLAY',
  'PAUSE',
  'TEARDOWN',
  'GET_PARAMETER',
  'SET_PARAMETER',
  'REDIRECT',
  'RECORD',
  'FLUSH',
  'PRI',
];

const known = new Set(METHODS);
const prefixes = new Set<string>();
for (const method of [...METHODS, ...MATCHED_BUT_REFUSED]) {
  for (let length = 0; length <= method.length; length += 1) prefixes.add(method.slice(0, length));
}

/** How a request begins: not to be told yet, for the parser as it is, or with a method the parser does not know. */
export type Opening =
  { kind: 'incomplete' } | { kind: 'known' } | { kind: 'foreign'; method: string; at: number };

export function readOpening(bytes: Buffer): Opening {
  let at = 0;
  // Empty lines before a request are to be ignored (RFC 9112 §2.2).
  while (bytes[at] === 0x0d || bytes[at] === 0x0a) at += 1;
  let end = at;
  while (end < bytes.length && isTokenByte(bytes[end])) end += 1;
  if (end - at > MAX_METHOD_LENGTH) return { kind: 'known' };
  if (end === bytes.length) return { kind: 'incomplete' };
  if (end === at || bytes[end] !== 0x20) return { kind: 'known' };
  const method = bytes.toString('latin1', at, end);
  // The preface of HTTP/2 (RFC 9113 §3.4) is no request; the parser names it for what it is.
  return known.has(method) || method === 'PRI' ? { kind: 'known' } : { kind: 'foreign', method, at };
}

/** The same bytes with the foreign method replaced. */
export function withStandIn(bytes: Buffer, { method, at }: { method: string; at: number }): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(STAND_IN), bytes.subarray(at + method.length)]);
}

/**
 * Where the request begins that the parser refused for its method, or `undefined` when that was no method at all.
 * `errorAt` is the byte at which its match failed: what came before in the same run of token bytes had matched the start
 * of a known method. The longest such stretch is taken, since the run may begin inside the body of the request before.
 * What a packet before this one held of the method is not to be had from the parser: a foreign method that is cut in two by
 * the network, on a connection that carried a request already, is refused or loses its beginning.
 */
export function findForeignStart(packet: Buffer, errorAt: number): number | undefined {
  const failing = packet.toString('latin1', errorAt, Math.min(errorAt + 1, packet.length));
  let found: number | undefined;
  for (let start = errorAt; start >= 0 && errorAt - start <= MAX_METHOD_LENGTH; start -= 1) {
    if (start < errorAt && !isTokenByte(packet[start])) break;
    const matched = packet.toString('latin1', start, errorAt);
    if (prefixes.has(matched) && !prefixes.has(matched + failing)) found = start;
  }
  if (found === undefined) return undefined;
  const kind = readOpening(packet.subarray(found)).kind;
  return kind === 'known' ? undefined : found;
}

/** `tchar` of RFC 9110 §5.6.2. */
function isTokenByte(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  if ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39)) {
    return true;
  }
  return "!#$%&'*+-.^_`|~".includes(String.fromCharCode(byte));
}
