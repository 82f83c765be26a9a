import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { ed25519PrivateKey, ed25519PublicKey, hasPem, privateKeyOf, publicKeyOf } from '../key-material.ts';
import type { KeyPairScheme } from '../scheme.ts';
import { malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

const SIGNATURE = 'X-Signature-Ed25519';
const TIMESTAMP = 'X-Signature-Timestamp';

export const discordEd25519: KeyPairScheme = {
  id: 'discord-ed25519',
  name: 'Discord Ed25519',
  source:
    'https://discord.com/developers/docs/interactions/overview#setting-up-an-endpoint-validating-security-request-headers, read 2026-11-25',
  kind: 'ed25519',
  digest: null,
  encoding: 'hex',
  timestampUnit: 's',
  ...contentAround((_head, { timestamp = '' }) => ({ before: wireBytes(timestamp) })),
  publicKey(secret, at) {
    if (hasPem(secret)) return publicKeyOf(secret, 'ed25519', at);
    if (/^[0-9a-fA-F]{64}$/.test(secret)) return ed25519PublicKey(Buffer.from(secret, 'hex'));
    return malformed(
      'A Discord public key is 64 hex digits: it stands on the application’s General Information page, and is neither the bot token nor the client secret.',
    );
  },
  privateKey(secret) {
    if (hasPem(secret)) return privateKeyOf(secret, 'ed25519');
    // A seed and its public key, as NaCl libraries write a secret key.
    if (/^[0-9a-fA-F]{128}$/.test(secret)) return ed25519PrivateKey(Buffer.from(secret.slice(0, 64), 'hex'));
    return malformed(
      'Signing needs an Ed25519 private key, PEM; Discord’s public key can only check. Create a local key and give your code its public key.',
    );
  },
  read(message) {
    const signature = readHeader(message, SIGNATURE);
    if (typeof signature !== 'string') return signature;
    const timestamp = readHeader(message, TIMESTAMP, 'timestamp');
    return typeof timestamp === 'string' ? { signatures: [signature], timestamp } : timestamp;
  },
  prepare: (message, input) => ({
    message,
    claim: { signatures: [], timestamp: writeTimestamp(input, 's') },
  }),
  write: ({ timestamp = '' }, signature) => ({
    headers: [header(SIGNATURE, signature), header(TIMESTAMP, timestamp)],
  }),
};
