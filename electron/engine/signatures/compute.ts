import { createHash, createHmac, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import type { KeyPairScheme, MacScheme, SignatureEncoding } from './scheme.ts';

type Mac = Pick<MacScheme, 'kind' | 'algorithm' | 'encoding'>;

/** The signature of a content, in the scheme's encoding. The chunks are hashed one after the other. */
export function computeMac(
  { kind, algorithm, encoding }: Mac,
  key: Uint8Array,
  ...content: Uint8Array[]
): string {
  return openMac({ kind, algorithm, encoding }, key)
    .take(...content)
    .end();
}

/** A signature in the making, for a content that comes in chunks. */
interface RunningMac {
  take(...chunks: Uint8Array[]): RunningMac;
  end(): string;
}

export function openMac({ kind, algorithm, encoding }: Mac, key: Uint8Array): RunningMac {
  const hash = kind === 'hmac' ? createHmac(algorithm, key) : createHash(algorithm).update(key);
  const running: RunningMac = {
    take(...chunks) {
      for (const chunk of chunks) hash.update(chunk);
      return running;
    },
    end: () => hash.digest(encoding),
  };
  return running;
}

type KeyPair = Pick<KeyPairScheme, 'digest' | 'encoding'>;

export function signWithKey({ digest, encoding }: KeyPair, key: KeyObject, content: Uint8Array): string {
  return sign(digest, content, key).toString(encoding);
}

/** False also for a text that is not the one spelling of its bytes: base64 and hex have several that decode alike. */
export function checkWithKey(
  { digest, encoding }: KeyPair,
  key: KeyObject,
  content: Uint8Array,
  signature: string,
): boolean {
  const bytes = decodeStrictly(signature, encoding);
  return bytes !== undefined && verify(digest, content, key, bytes);
}

/** The bytes of a text that is their canonical encoding, or `undefined`. */
export function decodeStrictly(text: string, encoding: SignatureEncoding): Uint8Array | undefined {
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}

/** Compares in a time that depends on the length of what came only, never on where the two differ. */
export function isSameText(expected: string, received: string): boolean {
  const a = Buffer.from(expected, 'utf8');
  const b = Buffer.from(received, 'utf8');
  if (a.length !== b.length) {
    timingSafeEqual(a, a);
    return false;
  }
  return timingSafeEqual(a, b);
}
