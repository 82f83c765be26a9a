import { lookup as systemLookup } from 'node:dns';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { SplitUrl } from '../../../shared/http/url.ts';
import { haltReason, type Halt } from './halt.ts';
import type { Stopwatch } from './stopwatch.ts';

export interface ConnectOptions {
  url: SplitUrl;
  isCertificateChecked: boolean;
  /** What is offered by ALPN (RFC 7301), the best first. */
  protocols: readonly ('h2' | 'http/1.1')[];
  /** Says why nothing may be sent to this address, once it is connected; the connection is closed then. */
  refuse?: ((address: string, port: number) => string | undefined) | undefined;
  halt: Halt;
  stopwatch: Stopwatch;
  /** For tests; the operating system's resolver otherwise. */
  lookup?: LookupFunction | undefined;
}

/** Nothing may be sent there; the message says why. */
export class DestinationRefused extends Error {}

/** A connection ready for HTTP; rejects with what the operating system or TLS said, or with the halt's reason. */
export async function openConnection(options: ConnectOptions): Promise<Socket> {
  const { url, halt, stopwatch } = options;
  const isAddress = isIP(url.host.replace(/%.*$/, '')) !== 0;
  stopwatch.begin(isAddress ? 'connect' : 'dns');
  const socket = connectTcp({
    host: lookupName(url.host),
    port: url.port,
    noDelay: true,
    // Tries ::1 and 127.0.0.1 in turn: a server on `localhost` often has only one of them.
    autoSelectFamily: true,
    lookup: timedLookup(options.lookup ?? systemLookup, stopwatch),
  });
  await settled(socket, 'connect', halt);
  const refusal = options.refuse?.(socket.remoteAddress ?? '', socket.remotePort ?? 0);
  if (refusal !== undefined) {
    socket.destroy();
    throw new DestinationRefused(refusal);
  }
  if (url.scheme === 'http') return socket;

  stopwatch.begin('tls');
  const secured = connectTls({
    socket,
    // SNI carries names only (RFC 6066 §3).
    ...(isAddress ? { host: url.host } : { servername: url.host }),
    ALPNProtocols: [...options.protocols],
    rejectUnauthorized: options.isCertificateChecked,
  });
  await settled(secured, 'secureConnect', halt);
  return secured;
}

/** `eshop.localhost` is this machine (RFC 6761 §6.3); browsers know that, many resolvers do not. */
function lookupName(host: string): string {
  return /\.localhost\.?$/i.test(host) ? 'localhost' : host;
}

function timedLookup(lookup: LookupFunction, stopwatch: Stopwatch): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, options, (...answer) => {
      stopwatch.begin('connect');
      callback(...answer);
    });
}

function settled(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  { signal, progressed }: Halt,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => socket.destroy(haltReason(signal));
    const stopListening = () => {
      signal.removeEventListener('abort', onAbort);
      socket.off(event, onReady);
    };
    const onReady = () => {
      stopListening();
      progressed();
      resolve();
    };
    socket.once(event, onReady);
    // Stays attached: an error of a socket nobody listens to would end the process.
    socket.on('error', (error) => {
      stopListening();
      reject(error);
    });
    socket.once('close', () => {
      stopListening();
      reject(new Error('The connection was closed.'));
    });
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
}
