import { createPublicKey, type KeyObject } from 'node:crypto';
import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { hasPem, privateKeyOf, publicKeyOf } from '../key-material.ts';
import type { KeyPairScheme, Unusable } from '../scheme.ts';
import { base64Key, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

const SIGNATURE = 'X-Twilio-Email-Event-Webhook-Signature';
const TIMESTAMP = 'X-Twilio-Email-Event-Webhook-Timestamp';

/** ECDSA over P-256; the body's last CRLF counts. */
export const sendgridEcdsa: KeyPairScheme = {
  id: 'sendgrid-ecdsa',
  name: 'SendGrid ECDSA',
  source:
    'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features and @sendgrid/eventwebhook 8.0, read 2026-11-25',
  kind: 'ecdsa',
  digest: 'sha256',
  encoding: 'base64',
  timestampUnit: 's',
  ...contentAround((_head, { timestamp = '' }) => ({ before: wireBytes(timestamp) })),
  publicKey: (secret, at) => (hasPem(secret) ? publicKeyOf(secret, 'ec', at) : spki(secret)),
  privateKey: (secret) => privateKeyOf(secret, 'ec'),
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

/** The verification key as the dashboard shows it: base64 of a SubjectPublicKeyInfo. */
function spki(secret: string): KeyObject | Unusable {
  const der = base64Key(secret);
  try {
    if (der !== undefined) {
      const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
      if (key.asymmetricKeyType === 'ec') return key;
    }
  } catch {
    // Named below: whatever it is, it is no such key.
  }
  return malformed(
    'A SendGrid verification key is base64 of an elliptic-curve public key and begins with MFkw; an API key (SG.…) is something else.',
  );
}
