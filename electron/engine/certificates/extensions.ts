import { hash } from 'node:crypto';
import { bits, der, octets, oid, sequence } from '../der.ts';
import { octetsOfAddress, octetsOfRange } from './ip-octets.ts';

/** Extensions of certificates (RFC 5280 §4.2), each as it stands in the list of them. */

const TRUE = der(0x01, Buffer.from([0xff]));
const extension = (id: string, content: Buffer, isCritical = false): Buffer =>
  sequence(oid(id), ...(isCritical ? [TRUE] : []), octets(content));

/** `[2]` of GeneralName is a DNS name, `[7]` an IP address: implicit, so the tag stands in the place of theirs. */
const dnsName = (name: string) => der(0x82, Buffer.from(name));
const ipAddress = (content: Buffer) => der(0x87, content);

/** An authority whose certificates may not be authorities themselves, or a certificate that is none. */
export const basicConstraints = (isAuthority: boolean): Buffer =>
  extension('2.5.29.19', isAuthority ? sequence(TRUE, der(0x02, Buffer.from([0]))) : sequence(), true);

/** keyCertSign and cRLSign, or digitalSignature: bits count from the left. */
export const keyUsage = (isAuthority: boolean): Buffer =>
  extension('2.5.29.15', isAuthority ? bits(Buffer.from([0x06]), 1) : bits(Buffer.from([0x80]), 7), true);

/** TLS servers, and nothing else. */
export const serverUse = (): Buffer => extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')));

export function subjectAltName(names: readonly string[], addresses: readonly string[]): Buffer {
  const all = [...names.map(dnsName), ...addresses.map((address) => ipAddress(octetsOfAddress(address)))];
  return extension('2.5.29.17', sequence(...all));
}

/** What an authority may vouch for at most: a stolen key is then of no use against any other name. */
export function nameConstraints(names: readonly string[], ranges: readonly string[]): Buffer {
  const all = [...names.map(dnsName), ...ranges.map((range) => ipAddress(octetsOfRange(range)))];
  return extension('2.5.29.30', sequence(der(0xa0, ...all.map((name) => sequence(name)))), true);
}

/** Any 20 bytes that tell keys apart will do (RFC 5280 §4.2.1.2). */
export const keyIdOf = (spki: Uint8Array): Buffer => hash('sha256', spki, 'buffer').subarray(0, 20);
export const subjectKeyId = (keyId: Buffer): Buffer => extension('2.5.29.14', octets(keyId));
export const authorityKeyId = (keyId: Buffer): Buffer => extension('2.5.29.35', sequence(der(0x80, keyId)));
