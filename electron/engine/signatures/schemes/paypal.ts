import { crc32 } from 'node:zlib';
import { findHeader } from '../../../../shared/http/headers.ts';
import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { privateKeyOf, publicKeyOf, textBesidePem } from '../key-material.ts';
import { unusable, type KeyPairScheme, type MessageHead, type Unusable } from '../scheme.ts';
import { malformed } from '../secret-shape.ts';

const ID = 'PAYPAL-TRANSMISSION-ID';
const TIME = 'PAYPAL-TRANSMISSION-TIME';
const SIGNATURE = 'PAYPAL-TRANSMISSION-SIG';
const CERTIFICATE = 'PAYPAL-CERT-URL';
const ALGORITHM = 'PAYPAL-AUTH-ALGO';

/** A certificate from anywhere else is not PayPal's, whatever it says. */
const hosts = new Set([
  'api.paypal.com',
  'api-m.paypal.com',
  'api.sandbox.paypal.com',
  'api-m.sandbox.paypal.com',
]);

const LOCAL_CERTIFICATE = 'https://api.sandbox.paypal.com/v1/notifications/certs/CERT-hookbench';

/**
 * RSA over id, time, webhook id and the body's CRC-32. The secret holds two things: the webhook id from the dashboard and the
 * certificate (or, to sign, a private key) as PEM. The certificate is never fetched from where a message says it is.
 */
export const paypalRsa: KeyPairScheme = {
  id: 'paypal-rsa',
  name: 'PayPal RSA-SHA256',
  source:
    'https://developer.paypal.com/api/rest/webhooks/rest/#link-messagesignature (self verification), read 2026-11-25',
  kind: 'rsa',
  digest: 'sha256',
  encoding: 'base64',
  timestampUnit: 'iso',
  content: ({ body }, { id = '', timestamp = '', parts }) =>
    wireBytes(`${id}|${timestamp}|${parts?.['webhookId'] ?? ''}|${crc32(body)}`),
  bind(claim, secret) {
    const webhookId = textBesidePem(secret);
    return /^[A-Za-z0-9_-]{1,50}$/.test(webhookId)
      ? { ...claim, parts: { ...claim.parts, webhookId } }
      : malformed(
          'PayPal signs the webhook id too: the secret has to be the id from the dashboard, on a line of its own, followed by the PEM.',
        );
  },
  publicKey: (secret, at) => publicKeyOf(secret, 'rsa', at),
  privateKey: (secret) => privateKeyOf(secret, 'rsa'),
  read(message) {
    const signature = readHeader(message, SIGNATURE);
    if (typeof signature !== 'string') return signature;
    const id = readHeader(message, ID, 'id');
    if (typeof id !== 'string') return id;
    const timestamp = readHeader(message, TIME, 'timestamp');
    if (typeof timestamp !== 'string') return timestamp;
    return untrusted(message) ?? { signatures: [signature], id, timestamp };
  },
  prepare: (message, { at, id, timestamp }) => ({
    message,
    claim: {
      signatures: [],
      id,
      // Whole seconds, as PayPal writes them.
      timestamp: timestamp ?? new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    },
  }),
  write: ({ id = '', timestamp = '' }, signature, message) => ({
    headers: [
      header(ID, id),
      header(TIME, timestamp),
      header(SIGNATURE, signature),
      header(CERTIFICATE, findHeader(message.headers, CERTIFICATE) ?? LOCAL_CERTIFICATE),
      header(ALGORITHM, 'SHA256withRSA'),
    ],
  }),
};

function untrusted(message: MessageHead): Unusable | undefined {
  const algorithm = findHeader(message.headers, ALGORITHM) ?? 'SHA256withRSA';
  if (algorithm !== 'SHA256withRSA') {
    const shown = algorithm.slice(0, 40);
    return unusable(
      'signature_malformed',
      `The ${ALGORITHM} header says ${shown}; PayPal signs with SHA256withRSA.`,
    );
  }
  const url = readHeader(message, CERTIFICATE);
  if (typeof url !== 'string') return url;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isTrusted = parsed?.protocol === 'https:' && hosts.has(parsed.host) && parsed.username === '';
  if (isTrusted) return undefined;
  return unusable(
    'certificate_untrusted',
    `The certificate is said to be at ${url.slice(0, 200)}, which is not PayPal's: https at ${[...hosts].join(', ')}.`,
  );
}
