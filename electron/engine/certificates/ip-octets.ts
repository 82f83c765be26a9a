import ipaddr from 'ipaddr.js';

/** The bytes of an IP address, 4 or 16. */
export const octetsOfAddress = (address: string): Buffer => Buffer.from(ipaddr.parse(address).toByteArray());

/** The bytes of a range in CIDR notation as a certificate has them: the address, then the mask (RFC 5280 §4.2.1.10). */
export function octetsOfRange(range: string): Buffer {
  const [address, bits] = ipaddr.parseCIDR(range);
  const octets = Buffer.from(address.toByteArray());
  const mask = octets.map((_, index) => 0xff00 >> Math.min(8, Math.max(0, bits - index * 8)));
  return Buffer.concat([octets.map((octet, index) => octet & (mask[index] ?? 0)), mask]);
}

export function isInRange(address: string, range: string): boolean {
  const parsed = ipaddr.parse(address);
  const [network, bits] = ipaddr.parseCIDR(range);
  return parsed.kind() === network.kind() && parsed.match(network, bits);
}
