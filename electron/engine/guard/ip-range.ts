import ipaddr from 'ipaddr.js';
import type { GuardOf } from '../../../shared/model/guard.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The sender's address is in one of the ranges. An IPv4 address in IPv6 clothes (`::ffff:…`) counts as IPv4. */
export function checkIpRange(
  { ranges }: GuardOf<'ipRange'>,
  { request }: GuardedRequest,
): Shortfall | undefined {
  const address = addressOf(request.remoteAddress);
  if (address === undefined) {
    return { reason: 'malformed', message: 'The address of the sender is not known.' };
  }
  if (ranges.some((range) => isWithin(address, range))) return undefined;
  return {
    reason: 'wrong',
    message: `The address ${request.remoteAddress} is not among those that this endpoint lets in.`,
  };
}

/** Only the usual notations: ipaddr.js would also read `0x7f.1` and `017700000001`, as some C libraries do. */
function addressOf(text: string): Address | undefined {
  const bare = text.replace(/%[^%]*$/, '');
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return ipaddr.IPv4.parse(bare);
  if (!ipaddr.IPv6.isValid(bare)) return undefined;
  const address = ipaddr.IPv6.parse(bare);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** RFC 4291 §2.5.5.2: the IPv4 addresses are the last 32 bits of `::ffff:0:0/96`. */
const MAPPED_BITS = 96;

function isWithin(address: Address, range: string): boolean {
  const [network = '', length] = range.split('/', 2);
  const start = addressOf(network);
  if (start === undefined || start.kind() !== address.kind()) return false;
  const isMapped = network.includes(':') && start.kind() === 'ipv4';
  const bits = length === undefined ? undefined : Number(length) - (isMapped ? MAPPED_BITS : 0);
  // A range wider than all mapped addresses is one of IPv6.
  if (bits !== undefined && bits < 0) return false;
  return address.match(start, bits ?? (start.kind() === 'ipv4' ? 32 : 128));
}
