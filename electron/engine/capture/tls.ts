import type { Server, ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { Clock, Dispose } from '../ports.ts';

/** Where a listener has its certificates from, each time one is needed. */
export interface TlsSource {
  /** PEM; for clients that name no server, or one that `contextFor` has nothing for. */
  current(): { key: string; cert: string };
  contextFor(serverName: string): SecureContext | undefined;
  onRenewed(listener: () => void): Dispose;
}

export function tlsOptions(tls: TlsSource, handshakeMs: number): ServerOptions {
  return {
    ...tls.current(),
    minVersion: 'TLSv1.2',
    handshakeTimeout: handshakeMs,
    ALPNProtocols: ['http/1.1'],
    // Without a context Node goes on with the certificate of `current`.
    SNICallback: (serverName, done) => done(null, tls.contextFor(serverName)),
  };
}

/** The content type of the first record of every TLS connection: handshake (RFC 8446 §5.1). */
const HANDSHAKE = 0x16;

/**
 * Looks at the first byte of each connection before TLS gets it: what does not begin a handshake is handed to `onPlain`, since TLS
 * would end it without a word that its sender understands. What never finishes its handshake is cut. A client that fails in its
 * handshake is Node's to drop (`tlsClientError`).
 */
export function guardHandshakes(
  server: Server,
  clock: Clock,
  withinMs: number,
  onPlain: (socket: Socket, bytes: Buffer) => void,
): { close(): void } {
  const handlers = server.listeners('connection');
  /** By peer: what TLS makes of a socket shows no other trace of it. */
  const waiting = new Map<string, Socket>();
  const forget = (socket: Socket) => {
    const peer = peerOf(socket);
    if (waiting.get(peer) === socket) waiting.delete(peer);
  };
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    waiting.set(peer, socket);
    const stopClock = clock.after(withinMs, () => socket.destroy());
    socket.on('error', () => undefined);
    socket.on('close', () => {
      stopClock();
      if (waiting.get(peer) === socket) waiting.delete(peer);
    });
    socket.once('data', (bytes: Buffer) => {
      stopClock();
      socket.pause();
      if (bytes[0] !== HANDSHAKE) {
        forget(socket);
        onPlain(socket, bytes);
        return;
      }
      socket.unshift(bytes);
      for (const handler of handlers) handler.call(server, socket);
    });
  });
  server.on('secureConnection', (socket: Socket) => waiting.delete(peerOf(socket)));
  return {
    close() {
      for (const socket of waiting.values()) socket.destroy();
    },
  };
}

const peerOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress ?? ''}:${remotePort ?? 0}`;
