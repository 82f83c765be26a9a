import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Outcome } from '../../../shared/model/exchange.ts';
import type { Arrival } from './arrival.ts';
import { answerLast, stopParsing, whenSettled, type Connection } from './connection.ts';
import { REFUSED_BYTES } from './limits.ts';
import { readPartialHead } from './partial-head.ts';
import { answerBytes, failedOutcome, ownReply, type Refusal } from './refusal.ts';
import { readHead, senderOf, type RequestHead } from './request-head.ts';
import type { ReadingDeps } from './reading.ts';

/** Refuses a request whose head never became complete; `bytes` are its first. They are kept as its body. */
export function refuseHead(connection: Connection, bytes: Buffer, refusal: Refusal, deps: ReadingDeps): void {
  const { status, ...unanswered } = refusal;
  const isAnswered = status !== undefined && !connection.socket.destroyed;
  const partial = readPartialHead(bytes);
  const isTruncated =
    bytes.length > REFUSED_BYTES ||
    (connection.firstBytes !== undefined && connection.socket.bytesRead > bytes.length);
  settle(
    connection,
    arrivalOf(
      { ...partial, ...senderOf(partial.headers, connection) },
      bytes.subarray(0, REFUSED_BYTES),
      isTruncated,
      deps.clock.now(),
    ),
    failedOutcome(isAnswered ? refusal : unanswered, deps.clock.now()),
    isAnswered ? answerBytes(status, refusal.message) : undefined,
    deps,
  );
}

/** CONNECT asks for a tunnel (RFC 9110 §9.3.6), which a listener for webhooks never opens; what came with it is kept. */
export function refuseConnect(
  connection: Connection,
  message: IncomingMessage,
  rest: Buffer,
  deps: ReadingDeps,
): void {
  const text = 'Hookbench captures requests and opens no tunnels: CONNECT is not allowed here.';
  const allow = [{ name: 'Allow', value: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' }];
  connection.firstBytes = undefined;
  settle(
    connection,
    arrivalOf(
      readHead(message, 'CONNECT', connection),
      rest.subarray(0, REFUSED_BYTES),
      rest.length > REFUSED_BYTES,
      deps.clock.now(),
    ),
    ownReply(405, text, deps.clock.now(), allow),
    answerBytes(405, text, allow),
    deps,
  );
}

function settle(
  connection: Connection,
  arrival: Arrival,
  outcome: Outcome,
  answer: Buffer | undefined,
  { handlers, clock, limits }: ReadingDeps,
): void {
  stopParsing(connection);
  // After the requests before it on the connection, as it arrived.
  whenSettled(connection, () => {
    handlers.onRefusal(arrival, outcome, () => {
      if (answer !== undefined) answerLast(connection, answer, clock, limits.drainMs);
    });
  });
}

function arrivalOf(head: RequestHead, bytes: Buffer, isTruncated: boolean, receivedAt: number): Arrival {
  return {
    request: {
      ...head,
      trailers: [],
      body: { sizeBytes: bytes.length, sha256: hash('sha256', bytes), isTruncated },
    },
    // A copy: the packet it points into is the parser's.
    bytes: { kind: 'inline', bytes: Buffer.from(bytes) },
    receivedAt,
  };
}
