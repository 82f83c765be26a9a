import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import type { KeyAlgorithm } from '../../shared/ipc/commands/keys.ts';
import { bits, der, integer, octets, oid, sequence, set, tagged, utcTime, utf8 } from './der.ts';

const NULL = der(0x05);

/** RFC 4055 §5, RFC 5758 §3.2, RFC 8410 §3. */
const signatureAlgorithm: Record<KeyAlgorithm, Buffer> = {
  rsa: sequence(oid('1.2.840.113549.1.1.11'), NULL),
  ecdsa: sequence(oid('1.2.840.10045.4.3.2')),
  ed25519: sequence(oid('1.3.101.112')),
};

interface Certificate {
  key: KeyObject;
  algorithm: KeyAlgorithm;
  commonName: string;
  fromAt: number;
  /** Before 2050. */
  toAt: number;
}

/** A certificate (RFC 5280) that a key has signed for itself; it is no authority. PEM. */
export function selfSigned({ key, algorithm, commonName, fromAt, toAt }: Certificate): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8(commonName))));
  const critical = der(0x01, Buffer.from([0xff]));
  const extensions = sequence(
    // basicConstraints without `cA`.
    sequence(oid('2.5.29.19'), critical, octets(sequence())),
    // keyUsage: digitalSignature.
    sequence(oid('2.5.29.15'), critical, octets(bits(Buffer.from([0x80]), 7))),
    sequence(oid('2.5.29.14'), octets(octets(createHash('sha1').update(spki).digest()))),
  );
  const content = sequence(
    tagged(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    signatureAlgorithm[algorithm],
    name,
    sequence(utcTime(new Date(fromAt)), utcTime(new Date(toAt))),
    name,
    spki,
    tagged(3, extensions),
  );
  const signature = sign(algorithm === 'ed25519' ? null : 'sha256', content, key);
  const certificate = sequence(content, signatureAlgorithm[algorithm], bits(signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
