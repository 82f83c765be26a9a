import type { PayloadFormat } from '../../../shared/model/encryption.ts';

/** A secret as it is stored, and what opens it where it is itself locked. */
export interface Keys {
  secret: string;
  passphrase?: string;
}

/** What decrypting gave. */
export interface Opened {
  plaintext: Uint8Array;
  /** What it was, with what is needed to encrypt the same way again. */
  how: PayloadFormat;
  /** In words: `RSA-OAEP-256, A256GCM`. */
  details: { label: string; value: string }[];
  /** What is unusual about it, or was not checked. */
  warnings: string[];
}

/** More plaintext than this is refused: a compressed message may be a bomb. */
export const PLAINTEXT_LIMIT_BYTES = 16 * 1024 * 1024;
