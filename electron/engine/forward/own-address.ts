import { lookup } from 'node:dns/promises';
import { BlockList, isIP, isIPv4 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { splitUrl, type SplitUrl } from '../../../shared/http/url.ts';

/** Whether a destination is one of our own listeners: what is forwarded there would come back, ever more of it. */

/** Loopback, and the addresses that stand for "this machine" when they are connected to. */
const thisMachine = new BlockList();
thisMachine.addSubnet('127.0.0.0', 8);
thisMachine.addAddress('0.0.0.0');
thisMachine.addAddress('::1', 'ipv6');
thisMachine.addAddress('::', 'ipv6');

/** True for an address that leads to this machine; its interfaces are asked anew, for they come and go. */
export function isLocalAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '').replace(/%.*$/, '');
  const family = isIP(plain);
  if (family === 0) return false;
  if (thisMachine.check(plain, family === 4 ? 'ipv4' : 'ipv6')) return true;
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((known) => known.address.replace(/%.*$/, '') === plain),
  );
}

export const LOOP_PROBLEM =
  'is where Hookbench itself listens: what is sent there would come back. Give the address of your own code';

/**
 * Why a URL can't be a destination: one of its addresses leads to one of our ports. A name that can't be looked up now is no
 * problem, for the address is checked again when it is connected to.
 */
export async function findLoop(
  url: SplitUrl,
  ownPorts: readonly number[],
  publicUrls: readonly string[],
): Promise<string | undefined> {
  if (publicUrls.some((publicUrl) => isSameServer(publicUrl, url))) return LOOP_PROBLEM;
  if (!ownPorts.includes(url.port)) return undefined;
  const addresses = await addressesOf(url.host);
  return addresses.some(isLocalAddress) ? LOOP_PROBLEM : undefined;
}

/** As at run time, on the address that was connected to. */
export function refuseOwnPort(ownPorts: () => readonly number[]) {
  return (address: string, port: number): string | undefined =>
    ownPorts().includes(port) && isLocalAddress(address) ? `${address}:${port} ${LOOP_PROBLEM}.` : undefined;
}

function isSameServer(text: string, { host, port }: SplitUrl): boolean {
  const other = splitUrl(text);
  return !('problem' in other) && other.host.toLowerCase() === host.toLowerCase() && other.port === port;
}

const LOOKUP_LIMIT_MS = 3000;

async function addressesOf(host: string): Promise<string[]> {
  if (isIP(host.replace(/%.*$/, '')) !== 0) return [host];
  // RFC 6761 §6.3, and the odd spellings of an IPv4 address that the system's resolver takes.
  if (/(?:^|\.)localhost\.?$/i.test(host)) return ['127.0.0.1'];
  const late = new Promise<[]>((resolve) => setTimeout(() => resolve([]), LOOKUP_LIMIT_MS).unref());
  const found = lookup(host, { all: true }).then(
    (entries) => entries.map(({ address }) => address),
    () => [],
  );
  const addresses = await Promise.race([found, late]);
  return addresses.map((address) => (isIPv4(address) ? address : address.toLowerCase()));
}
