import { ed25519PrivateKey, ed25519PublicKey, hasPem, privateKeyOf, publicKeyOf } from '../key-material.ts';
import type { KeyPairScheme } from '../scheme.ts';
import { base64Key, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import {
  readStandard,
  STANDARD_SOURCE,
  STANDARD_TOLERANCE,
  standardContent,
  writeStandard,
  type StandardPrefix,
} from './standard.ts';

/** The asymmetric form: `whpk_` checks, `whsk_` signs (base64 of the seed and the public key). */
export function standardV1a(own: StandardPrefix): KeyPairScheme {
  return {
    id: 'standard-v1a',
    name: own === 'svix' ? 'Svix v1a' : 'Standard Webhooks v1a',
    source: `${STANDARD_SOURCE}; whsk_ as in the README of the Svix server`,
    kind: 'ed25519',
    digest: null,
    encoding: 'base64',
    idPrefix: 'msg_',
    timestampUnit: 's',
    tolerance: STANDARD_TOLERANCE,
    ...standardContent,
    publicKey(secret, at) {
      if (hasPem(secret)) return publicKeyOf(secret, 'ed25519', at);
      const bytes = rawKey(secret, 'whpk_', 32) ?? rawKey(secret, 'whsk_', 64)?.subarray(32);
      return bytes === undefined
        ? malformed(
            'Expected a public key that begins with whpk_ and is base64 of 32 bytes, or an Ed25519 key as PEM.',
          )
        : ed25519PublicKey(bytes);
    },
    privateKey(secret) {
      if (hasPem(secret)) return privateKeyOf(secret, 'ed25519');
      if (secret.startsWith('whpk_')) {
        return malformed(
          'This is a public key (whpk_…), which can only check: signing needs the one that begins with whsk_.',
        );
      }
      const bytes = rawKey(secret, 'whsk_', 64);
      return bytes === undefined
        ? malformed(
            'Expected a private key that begins with whsk_ and is base64 of 64 bytes, or an Ed25519 key as PEM.',
          )
        : ed25519PrivateKey(bytes.subarray(0, 32));
    },
    read: (message) => readStandard(message, 'v1a'),
    prepare: (message, input) => ({
      message,
      claim: { signatures: [], id: input.id, timestamp: writeTimestamp(input, 's') },
    }),
    write: writeStandard('v1a', own),
  };
}

function rawKey(secret: string, prefix: string, size: number): Uint8Array | undefined {
  const bytes = secret.startsWith(prefix) ? base64Key(secret.slice(prefix.length)) : undefined;
  return bytes?.length === size ? bytes : undefined;
}
