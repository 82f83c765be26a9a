import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { bits, integer, oid, sequence, set, tagged, utcTime, utf8 } from '../der.ts';

/** What a certificate says (RFC 5280 §4.1), besides its serial number, which is random. */
export interface CertificateContent {
  subject: string;
  issuer: string;
  validFromAt: number;
  expiresAt: number;
  /** The key that it is for, private or public. */
  key: KeyObject;
  extensions: readonly Buffer[];
}

/** ecdsa-with-SHA256 (RFC 5758 §3.2): without parameters. */
const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

/** A certificate, PEM, signed with an EC key. */
export function issueCertificate(content: CertificateContent, signingKey: KeyObject): string {
  const { subject, issuer, validFromAt, expiresAt, extensions } = content;
  const signed = sequence(
    tagged(0, integer(Buffer.from([2]))),
    // Positive, and with 64 bits or more from a random source (RFC 5280 §4.1.2.2).
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(utcTime(new Date(validFromAt)), utcTime(new Date(expiresAt))),
    nameOf(subject),
    spkiOf(content.key),
    tagged(3, sequence(...extensions)),
  );
  return pem(sequence(signed, ECDSA_WITH_SHA256, bits(sign('sha256', signed, signingKey))));
}

export const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'public' ? key : createPublicKey(key)).export({ type: 'spki', format: 'der' });

const nameOf = (commonName: string) => sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
