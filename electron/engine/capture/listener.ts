import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer, type Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Via } from '../../../shared/model/exchange.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import {
  createConnection,
  noteSenderFinished,
  whenSettled,
  type Connection,
  type ConnectionVisitor,
} from './connection.ts';
import type { CaptureLimits } from './limits.ts';
import { findForeignStart, withStandIn } from './method.ts';
import { awaitOpening } from './opening.ts';
import { findRefusedStart } from './partial-head.ts';
import { Reading, type ReadingDeps } from './reading.ts';
import { refuseConnect, refuseHead } from './refused-head.ts';
import {
  aborted,
  closing,
  explainError,
  plainOnTls,
  slowBody,
  slowHead,
  type ParserError,
} from './refusal.ts';
import { createTail, type Tail } from './tail-stream.ts';
import { guardHandshakes, tlsOptions, type TlsSource } from './tls.ts';

export interface CaptureAddress {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** `tunnel` for the loopback address that only the tunnel's process forwards to. */
  via: Via;
  /** Who is behind a connection from this port of 127.0.0.1, where the tunnel's own process has told. */
  visitorAt?: (remotePort: number) => ConnectionVisitor | undefined;
  /** With it HTTPS is spoken, and nothing else. */
  tls?: TlsSource;
}

/** One address at which requests are captured. */
export interface CaptureListener {
  readonly host: string;
  readonly port: number;
  /** Takes no more connections; requests half read are refused, replies under way are finished. */
  close(): Promise<void>;
}

export async function openListener(address: CaptureAddress, deps: ReadingDeps): Promise<CaptureListener> {
  const { clock, limits } = deps;
  const tlsServer = address.tls === undefined ? undefined : createTlsServer(address.tls, limits);
  const server = tlsServer ?? createServer(serverOptions(limits));
  limitServer(server, limits);
  const connections = new Map<Duplex, Connection>();
  const tails = new WeakMap<Connection, Tail>();
  // Connections are looked at before the parser gets them.
  const isSecure = tlsServer !== undefined;
  const adopt = takeOverConnections(server, isSecure ? 'secureConnection' : 'connection', (socket) => {
    const connection = createConnection(socket, address);
    connections.set(socket, connection);
    socket.on('error', ignore);
    socket.on('close', () => {
      connections.delete(socket);
      connections.delete(connection.stream);
    });
    open(connection);
  });

  const handshakes =
    tlsServer &&
    guardHandshakes(tlsServer, clock, limits.headMs, (socket, bytes) => {
      const connection = createConnection(socket, { via: address.via });
      connections.set(socket, connection);
      socket.on('close', () => connections.delete(socket));
      refuseHead(connection, bytes, plainOnTls, deps);
    });

  const open = (connection: Connection) => {
    const { stream } = connection;
    awaitOpening(stream, clock, limits.headMs, {
      onOpening(opening, bytes) {
        const isForeign = opening.kind === 'foreign';
        connection.firstBytes = bytes;
        if (isForeign) connection.foreignMethod = opening.method;
        stream.unshift(isForeign ? withStandIn(bytes, opening) : bytes);
        adopt(stream);
        stream.once('end', () => noteSenderFinished(connection));
        stream.resume();
      },
      onGone(why, bytes) {
        if (bytes.length === 0) connection.socket.destroy();
        else refuseHead(connection, bytes, why === 'ended' ? aborted : slowHead, deps);
      },
    });
  };

  /** Goes on with a connection whose next request has a method that the parser refused. */
  const carryOn = (connection: Connection, rest: Buffer) => {
    const before = tails.get(connection);
    const left = before?.release();
    const tail = createTail(connection.socket, left === undefined ? rest : Buffer.concat([rest, left]));
    if (before !== undefined) connections.delete(before);
    connections.set(tail, connection);
    tails.set(connection, tail);
    tail.on('error', ignore);
    connection.socket.setTimeout(limits.idleMs);
    whenSettled(connection, () => {
      before?.destroy();
      connection.stream = tail;
      open(connection);
    });
  };

  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    const connection = connections.get(message.socket);
    if (connection === undefined || connection.isRefused) message.resume();
    else new Reading(connection, message, response, deps).start();
  });
  server.on('checkContinue', (message, response) => server.emit('request', message, response));
  server.on('checkExpectation', (message, response) => server.emit('request', message, response));
  server.on('connect', (message: IncomingMessage, stream: Duplex, rest: Buffer) => {
    const connection = connections.get(stream);
    if (connection === undefined) stream.destroy();
    else if (!connection.isRefused) refuseConnect(connection, message, rest, deps);
  });
  server.on('clientError', (error: ParserError, stream: Duplex) => {
    const connection = connections.get(stream);
    if (connection === undefined) stream.destroy();
    else if (!connection.isRefused) onParserError(connection, error);
  });
  server.on('timeout', (socket: Socket) => {
    const connection = connections.get(socket);
    if (connection === undefined) socket.destroy();
    else onIdle(connection);
  });

  const onParserError = (connection: Connection, error: ParserError) => {
    const packet = error.rawPacket ?? Buffer.alloc(0);
    const errorAt = error.bytesParsed ?? 0;
    if (connection.reading?.isReceived === false) {
      connection.reading.stop(explainError(error, Buffer.alloc(0)));
      return;
    }
    const isMethodRefused =
      error.code === 'HPE_INVALID_METHOD' ||
      (error.code === 'HPE_INVALID_CONSTANT' && error.message.includes('Invalid method for HTTP'));
    if (isMethodRefused && connection.firstBytes === undefined) {
      const start =
        error.code === 'HPE_INVALID_METHOD'
          ? findForeignStart(packet, errorAt)
          : findRefusedStart(packet, errorAt);
      if (start !== undefined) {
        carryOn(connection, packet.subarray(start));
        return;
      }
    }
    const bytes = connection.firstBytes ?? packet.subarray(findRefusedStart(packet, errorAt));
    // A connection that breaks between two requests leaves nothing.
    if (bytes.length === 0 && error.code?.startsWith('HPE_') !== true && error.code !== TIMED_OUT) {
      connection.socket.destroy();
      return;
    }
    refuseHead(connection, bytes, explainError(error, bytes), deps);
  };

  const onIdle = (connection: Connection) => {
    const { socket, reading } = connection;
    const isWaitingForUs =
      reading === undefined ? connection.pendingCount > 0 && socket.writableLength === 0 : reading.isHeldBack;
    if (isWaitingForUs && !connection.isRefused) socket.setTimeout(limits.idleMs);
    else if (connection.isRefused) socket.destroy();
    else if (reading !== undefined) reading.stop(slowBody);
    else if (connection.firstBytes !== undefined)
      refuseHead(connection, connection.firstBytes, slowHead, deps);
    else socket.destroy();
  };

  const port = await listen(server, address);
  return {
    host: address.host,
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const connection of new Set(connections.values())) {
        if (connection.reading !== undefined) connection.reading.stop(closing);
        else whenSettled(connection, () => connection.socket.destroySoon());
      }
      handshakes?.close();
      const giveUp = clock.after(limits.closeMs, () => {
        for (const connection of connections.values()) connection.socket.destroy();
      });
      await closed;
      giveUp();
    },
  };
}

const TIMED_OUT = 'ERR_HTTP_REQUEST_TIMEOUT';
const ignore = () => undefined;

const serverOptions = (limits: CaptureLimits): ServerOptions => ({
  maxHeaderSize: limits.headBytes,
  headersTimeout: limits.headMs,
  // A large body over a slow line may take its time; one that stops is cut by the idle timeout.
  requestTimeout: 0,
  keepAliveTimeout: limits.keepAliveMs,
  connectionsCheckingInterval: limits.checkMs,
  // A request without Host is refused by us: Node would answer it without telling anyone.
  requireHostHeader: false,
});

function createTlsServer(tls: TlsSource, limits: CaptureLimits): TlsServer {
  const server = createSecureServer({ ...serverOptions(limits), ...tlsOptions(tls, limits.headMs) });
  server.on(
    'close',
    tls.onRenewed(() => server.setSecureContext(tls.current())),
  );
  return server;
}

function limitServer(server: Server | TlsServer, limits: CaptureLimits): void {
  server.timeout = limits.idleMs;
  server.maxConnections = limits.connections;
  // Node drops fields beyond this count in silence; the size of the head bounds them already.
  server.maxHeadersCount = 0;
  // A sender may close its half after the request and still read the reply (RFC 9112 §9.6).
  Object.assign(server, { httpAllowHalfOpen: true });
}

/** Puts `onConnection` before Node's own handler of new connections, and returns that handler. */
function takeOverConnections(
  server: Server | TlsServer,
  event: 'connection' | 'secureConnection',
  onConnection: (socket: Socket) => void,
): (stream: Duplex) => void {
  const handlers = server.listeners(event);
  server.removeAllListeners(event);
  server.on(event, onConnection);
  return (stream) => {
    for (const handler of handlers) handler.call(server, stream);
  };
}

function listen(server: Server | TlsServer, { host, port }: CaptureAddress): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFailure(error, host, port)));
    server.listen({ host, port }, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound.port : port);
    });
  });
}

function listenFailure(error: NodeJS.ErrnoException, host: string, port: number): CommandError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new CommandError(
        'unavailable',
        `Port ${port} on ${host} is in use by another program; choose another port, or 0 for any free one.`,
      );
    case 'EACCES':
      return new CommandError(
        'unavailable',
        `The system does not allow listening on port ${port}; choose one above 1023.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CommandError('unavailable', `${host} is not an address of this machine.`);
    default:
      return new CommandError('unavailable', `Can’t listen on ${host}:${port}: ${error.message}`);
  }
}
