import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Via } from '../../../shared/model/exchange.ts';
import type { Clock, Dispose } from '../ports.ts';
import type { CaptureAddress } from './listener.ts';
import type { Reading } from './reading.ts';

/** One client connection, from its first byte to its last. */
export interface Connection {
  readonly socket: Socket;
  readonly via: Via;
  /** What the sender spoke to us; through the tunnel, its edge knows better. */
  readonly scheme: 'http' | 'https';
  /** Kept here: a closed socket no longer tells it. */
  readonly remoteAddress: string;
  /** Who is behind it, where the tunnel's own process tells; asked once its first request has come. */
  findVisitor: (() => ConnectionVisitor | undefined) | undefined;
  visitor: ConnectionVisitor | undefined;
  /** What the HTTP parser reads and replies are written to: the socket, or a tail of it. */
  stream: Duplex;
  /** How the first request began, while its head is incomplete. */
  firstBytes: Buffer | undefined;
  /** The method of the next request to be parsed, where a stand-in was put in its place. */
  foreignMethod: string | undefined;
  /** The request whose body is being read. */
  reading: Reading | undefined;
  /** Requests read completely whose replies are not yet written. */
  pendingCount: number;
  /** To the latest request. */
  lastResponse: ServerResponse | undefined;
  /** No further request on it is read. */
  isRefused: boolean;
  /** Run once when the last pending reply is out. */
  whenSettled: (() => void) | undefined;
}

/** A visitor at the far end of a tunnel. */
export interface ConnectionVisitor {
  remoteAddress: string;
  scheme: 'http' | 'https';
}

export function createConnection(
  socket: Socket,
  { via, visitorAt, tls }: Pick<CaptureAddress, 'via' | 'visitorAt' | 'tls'>,
): Connection {
  const { remotePort } = socket;
  return {
    socket,
    via,
    scheme: tls === undefined ? 'http' : 'https',
    remoteAddress: (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''),
    findVisitor:
      visitorAt === undefined || remotePort === undefined ? undefined : () => visitorAt(remotePort),
    visitor: undefined,
    stream: socket,
    firstBytes: undefined,
    foreignMethod: undefined,
    reading: undefined,
    pendingCount: 0,
    lastResponse: undefined,
    isRefused: false,
    whenSettled: undefined,
  };
}

export function countReply(connection: Connection, response: ServerResponse): void {
  connection.pendingCount += 1;
  connection.lastResponse = response;
}

/** The sender closed its half: the reply to its last request ends the connection. */
export function noteSenderFinished(connection: Connection): void {
  if (connection.lastResponse !== undefined) connection.lastResponse.shouldKeepAlive = false;
}

export function settleReply(connection: Connection): void {
  connection.pendingCount -= 1;
  if (connection.pendingCount > 0) return;
  const run = connection.whenSettled;
  connection.whenSettled = undefined;
  run?.();
}

/** Now, or as soon as the replies before it are out: answers on one connection keep the order of their requests. */
export function whenSettled(connection: Connection, run: () => void): void {
  const before = connection.whenSettled;
  if (connection.pendingCount === 0) run();
  else if (before === undefined) connection.whenSettled = run;
  else {
    connection.whenSettled = () => {
      before();
      run();
    };
  }
}

/**
 * Takes no further request: what still arrives is read and dropped, past the parser, which would end the connection when
 * the sender does, before it has its answer.
 */
export function stopParsing(connection: Connection): void {
  const { stream } = connection;
  connection.isRefused = true;
  stream.removeAllListeners('data');
  stream.removeAllListeners('end');
  stream.on('data', () => undefined);
  stream.on('error', () => connection.socket.destroy());
}

/**
 * Sends the last answer of a connection whose parsing was stopped, then half-closes it and reads on for a while, so that a
 * sender in the middle of its request gets to see the answer (RFC 9112 §9.6).
 */
export function answerLast(connection: Connection, answer: Buffer, clock: Clock, drainMs: number): void {
  const { socket } = connection;
  if (socket.destroyed) return;
  const giveUp: Dispose = clock.after(drainMs, () => socket.destroy());
  socket.once('close', giveUp);
  whenSettled(connection, () => {
    const { stream } = connection;
    if (stream.destroyed || stream.writableEnded) {
      socket.destroy();
      return;
    }
    stream.end(answer);
  });
}
