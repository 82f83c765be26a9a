import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TestCertificate } from './certificates.ts';

/** A server that knows no HTTP: it keeps the bytes that come, and answers what it is told to. */
export interface RawServer {
  port: number;
  /** Everything received so far, over all connections, Latin-1. */
  received(): string;
  /** Resolves as soon as `isEnough` holds for what was received. */
  until(isEnough: (received: string) => boolean): Promise<string>;
  close(): Promise<void>;
}

export interface RawServerOptions {
  onConnection?: (socket: Socket) => void;
  /** Called with all that one connection has received, each time there is more. */
  onData?: (socket: Socket, received: string) => void;
  /** Keeps nothing, for large bodies. */
  isForgetful?: boolean;
  tls?: TestCertificate;
  host?: string;
}

export async function startRawServer(options: RawServerOptions = {}): Promise<RawServer> {
  let all = '';
  const waiting = new Set<() => void>();
  const sockets = new Set<Socket>();
  const onSocket = (socket: Socket) => {
    let own = '';
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    options.onConnection?.(socket);
    if (options.isForgetful === true) return;
    socket.on('data', (chunk: Buffer) => {
      own += chunk.toString('latin1');
      all += chunk.toString('latin1');
      options.onData?.(socket, own);
      for (const check of waiting) check();
    });
  };
  const server: Server =
    options.tls === undefined ? createServer(onSocket) : createTlsServer(options.tls, onSocket);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, options.host ?? '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    received: () => all,
    until: (isEnough) =>
      new Promise((resolve) => {
        const check = () => {
          if (!isEnough(all)) return;
          waiting.delete(check);
          resolve(all);
        };
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Answers each connection once, when its request's head is there. */
export function answering(response: string | Buffer, isEnding = true) {
  const answered = new WeakSet<Socket>();
  return (socket: Socket, received: string): void => {
    if (!received.includes('\r\n\r\n') || answered.has(socket)) return;
    answered.add(socket);
    if (isEnding) socket.end(response, 'latin1');
    else socket.write(response, 'latin1');
  };
}
