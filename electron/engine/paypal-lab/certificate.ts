import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { bits, der, integer, octets, oid, sequence, set, tagged, utcTime, utf8 } from '../der.ts';

/** The lab's key and the certificate for it: it signs webhooks, and serves the lab over HTTPS. */
export interface LabCertificate {
  /** Such as `CERT-360caa42-fca2a594-a5cafa77`: how PayPal names its own. */
  id: string;
  /** PEM. */
  certificate: string;
  /** PEM, PKCS #8. */
  privateKey: string;
}

const SHA256_WITH_RSA = sequence(oid('1.2.840.113549.1.1.11'), der(0x05));
const NAME = 'Hookbench PayPal lab';

/**
 * The self-signed certificate of a key (RFC 5280): always the same for the same key, so that it need not be kept and a
 * listener that trusts it goes on to. It is no authority, and names this computer only.
 */
export function certificateFor(privateKey: string): LabCertificate {
  const key = createPrivateKey(privateKey);
  const publicKey = createPublicKey(key);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const keyHash = createHash('sha256').update(spki).digest();
  const content = toBeSigned(spki, keyHash);
  const certificate = sequence(content, SHA256_WITH_RSA, bits(sign('sha256', content, key)));
  const hex = keyHash.toString('hex');
  return {
    id: `CERT-${hex.slice(0, 8)}-${hex.slice(8, 16)}-${hex.slice(16, 24)}`,
    certificate: pem('CERTIFICATE', certificate),
    privateKey: exported(key),
  };
}

function toBeSigned(spki: Uint8Array, keyHash: Uint8Array): Buffer {
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8(NAME))));
  const validity = sequence(
    utcTime(new Date('2024-01-01T00:00:00Z')),
    utcTime(new Date('2049-12-31T00:00:00Z')),
  );
  const version3 = tagged(0, integer(Buffer.from([2])));
  // A serial number has at most 20 bytes and is positive (RFC 5280 §4.1.2.2).
  const serial = integer(Buffer.concat([Buffer.from([1]), keyHash.subarray(0, 15)]));
  return sequence(version3, serial, SHA256_WITH_RSA, name, validity, name, spki, tagged(3, extensions()));
}

function extensions(): Buffer {
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x82, Buffer.from('*.localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1])])),
  );
  const critical = der(0x01, Buffer.from([0xff]));
  return sequence(
    sequence(oid('2.5.29.17'), octets(names)),
    // basicConstraints without `cA`: whoever trusts this certificate trusts nothing that its key signs besides.
    sequence(oid('2.5.29.19'), critical, octets(sequence())),
    // digitalSignature and keyEncipherment.
    sequence(oid('2.5.29.15'), critical, octets(bits(Buffer.from([0xa0]), 5))),
    sequence(oid('2.5.29.37'), octets(sequence(oid('1.3.6.1.5.5.7.3.1')))),
  );
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

const exported = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
