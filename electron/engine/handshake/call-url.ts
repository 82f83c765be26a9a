import { lookup } from 'node:dns/promises';
import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';
import ipaddr from 'ipaddr.js';
import type { Clock } from '../ports.ts';

const TIMEOUT_MS = 5000;
const LIMIT_BYTES = 64 * 1024;

/** How names are looked up and connections made; the system's way unless told otherwise. */
export interface CallPorts {
  resolve(host: string): Promise<string[]>;
  dial(address: string, port: number, host: string): TLSSocket;
}

export const systemCallPorts: CallPorts = {
  resolve: async (host) => (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  dial: (address, port, host) =>
    connect({ host: address, port, servername: host, ALPNProtocols: ['http/1.1'] }),
};

export interface CallAnswer {
  status: number;
  /** The first 64 KiB of the body, as UTF-8. */
  text: string;
}

/** The URL was not called, or nothing came back; the message is a sentence. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
}

/**
 * GETs a URL that a stranger named. It connects only to an address that was checked to be public, of a name whose addresses are all
 * public, so that it can't be turned against this machine or its network; it follows no redirect, checks the certificate,
 * sends nothing of ours, and gives up after 5 seconds and 64 KiB.
 */
export async function callUrl(
  url: string,
  clock: Clock,
  { resolve, dial }: CallPorts = systemCallPorts,
): Promise<CallAnswer> {
  const { hostname, port } = new URL(url);
  const late = deadline(clock);
  try {
    const addresses = await Promise.race([late.promise, resolve(hostname).catch(() => [])]);
    const [address] = addresses;
    if (address === undefined) throw new CallFailure(`${hostname} was not found.`);
    if (!addresses.every(isPublic)) {
      throw new CallFailure(`${hostname} is not at a public address, so it was not called.`);
    }
    return await Promise.race([
      late.promise,
      get(url, () => dial(address, Number(port || 443), hostname), late.onEnd),
    ]);
  } finally {
    late.stop();
  }
}

/** `unicast` is what ipaddr.js calls an address of the public internet; IPv4 in IPv6 clothes counts as IPv4. */
function isPublic(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function deadline(clock: Clock) {
  let stop = () => {};
  const ends: (() => void)[] = [];
  const promise = new Promise<never>((_, reject) => {
    stop = clock.after(TIMEOUT_MS, () => reject(new CallFailure('There was no answer within 5 seconds.')));
  });
  promise.catch(() => undefined);
  return {
    promise,
    onEnd: (run: () => void) => ends.push(run),
    stop() {
      stop();
      for (const end of ends) end();
    },
  };
}

function get(url: string, dial: () => TLSSocket, onEnd: (run: () => void) => void): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    // No `agent`, not even false: with one Node would make a connection of its own, and look the name up anew.
    const call = request(url, { createConnection: dial, defaultPort: 443, headers: { accept: '*/*' } });
    onEnd(() => call.destroy());
    call.on('error', (error) => reject(new CallFailure(`The call failed: ${error.message}.`)));
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      const finish = () => {
        const text = Buffer.concat(chunks).subarray(0, LIMIT_BYTES).toString('utf8');
        resolve({ status: response.statusCode ?? 0, text });
        response.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        sizeBytes += chunk.length;
        if (sizeBytes >= LIMIT_BYTES) finish();
      });
      response.on('end', finish);
      response.on('error', (error) => reject(new CallFailure(`The answer broke off: ${error.message}.`)));
    });
    call.end();
  });
}
