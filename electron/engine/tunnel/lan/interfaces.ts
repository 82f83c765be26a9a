import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** An address of this computer in one of its networks. */
export interface NetworkAddress {
  interfaceName: string;
  address: string;
  family: 'IPv4' | 'IPv6';
  /** True for the loopback interface: only programs of this computer reach it. */
  isInternal: boolean;
  /** `192.168.1.5/24` */
  cidr?: string;
}

/** Every address at which another computer, or this one, could reach a listener. Link-local IPv6 needs a zone: left out. */
export function listNetworkAddresses(): NetworkAddress[] {
  return Object.entries(networkInterfaces()).flatMap(([interfaceName, addresses = []]) =>
    addresses
      .filter(({ address }) => !/^fe[89ab]/i.test(address))
      .map(({ address, family, internal, cidr }) => ({
        interfaceName,
        address,
        family,
        isInternal: internal,
        ...(cidr === null ? {} : { cidr }),
      })),
  );
}

/**
 * The address of an interface to listen at: the one that was chosen, else its first, IPv4 before IPv6. `undefined` while
 * the interface or the address is gone. Every address of a loopback network is this computer's, listed or not.
 */
export function chooseAddress(
  addresses: readonly NetworkAddress[],
  interfaceName: string,
  chosen: string | undefined,
): string | undefined {
  const own = addresses.filter((entry) => entry.interfaceName === interfaceName);
  if (chosen === undefined) return (own.find(({ family }) => family === 'IPv4') ?? own[0])?.address;
  const isThere = own.some(
    ({ address, isInternal, cidr }) =>
      address === chosen || (isInternal && cidr !== undefined && isWithin(chosen, cidr)),
  );
  return isThere ? chosen : undefined;
}

function isWithin(address: string, cidr: string): boolean {
  const [network = '', bits = ''] = cidr.split('/');
  const family = isIP(address);
  if (family === 0 || family !== isIP(network)) return false;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, Number(bits), name);
  return list.check(address, name);
}
