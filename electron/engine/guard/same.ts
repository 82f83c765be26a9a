import { hash, timingSafeEqual } from 'node:crypto';

/**
 * Whether two values are the same, in a time that tells nothing of where they differ or of how long the expected one is:
 * their digests are compared, which are always of one length.
 */
export function isSame(actual: Uint8Array, expected: Uint8Array): boolean {
  return timingSafeEqual(digest(actual), digest(expected));
}

const digest = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
