import { networkInterfaces } from 'node:os';

/** The addresses by which this computer is reached in its networks, without link-local ones, which no URL can name. */
export function localAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address))
    .map(({ address }) => address)
    .sort();
}
