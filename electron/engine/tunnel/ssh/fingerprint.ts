import { createHash } from 'node:crypto';
import type { RawProblem } from '../protocol.ts';

/** What OpenSSH prints of a public key: its type, and SHA-256 of its wire form in base64 without padding. */
export function describeKey(key: Buffer): NonNullable<RawProblem['hostKey']> {
  const hash = createHash('sha256').update(key).digest('base64').replace(/=+$/, '');
  return { keyType: typeOf(key), fingerprint: `SHA256:${hash}` };
}

/** A key begins with the name of its type, as a string with its length before it (RFC 4253 §6.6). */
function typeOf(key: Buffer): string {
  if (key.length < 4) return 'unknown';
  const length = key.readUInt32BE(0);
  const name = key.subarray(4, 4 + length).toString('latin1');
  return length <= 100 && /^[\x21-\x7e]+$/.test(name) ? name : 'unknown';
}
