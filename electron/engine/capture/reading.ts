import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Header } from '../../../shared/model/header.ts';
import type { Outcome } from '../../../shared/model/exchange.ts';
import { findHeaders, headersFromFlat } from '../../../shared/http/headers.ts';
import type { Clock, Dispose, Store } from '../ports.ts';
import type { Arrival, ArrivalHandlers } from './arrival.ts';
import { readBody, type KeptBody } from './body-intake.ts';
import { answerLast, countReply, settleReply, type Connection } from './connection.ts';
import type { CaptureLimits } from './limits.ts';
import { hostFault, readHead } from './request-head.ts';
import { aborted, answerBytes, failedOutcome, malformed, ownReply, type Refusal } from './refusal.ts';

export interface ReadingDeps {
  store: Pick<Store, 'createSpool' | 'inlineLimitBytes'>;
  clock: Clock;
  limits: CaptureLimits;
  /** Asked for each request, so that a changed setting counts at once. */
  bodyLimitBytes(): number;
  handlers: ArrivalHandlers;
}

/** A request whose head is known and whose body is on its way. */
export interface Reading {
  /** True once its last byte was parsed, even if it is still on its way through memory. */
  readonly isReceived: boolean;
  /** True while it is the disk that is waited for. */
  readonly isHeldBack: boolean;
  /** Ends it here, with the bytes so far. */
  stop(refusal: Refusal): void;
}

const RETRY_AFTER: Header = { name: 'Retry-After', value: '5' };

/** Reads one request to its end and hands it over, or refuses it. */
export function readRequest(
  connection: Connection,
  message: IncomingMessage,
  response: ServerResponse,
  deps: ReadingDeps,
): void {
  const { clock, limits, handlers } = deps;
  const receivedAt = clock.now();
  const head = readHead(message, connection.foreignMethod ?? message.method ?? '', connection);
  const limitBytes = deps.bodyLimitBytes();
  const announcedBytes = announcedLength(message);
  let isEnded = false;
  let stopWaiting: Dispose | undefined;

  connection.foreignMethod = undefined;
  connection.firstBytes = undefined;
  const onReplyClosed = () => settleReply(connection);
  // What is pipelined behind an Upgrade request is dropped by the parser; the sender must see that it was not taken.
  if (message.headers.upgrade !== undefined) response.shouldKeepAlive = false;
  countReply(connection);
  response.on('close', onReplyClosed);

  const end = () => {
    isEnded = true;
    stopWaiting?.();
    if (connection.reading === reading) connection.reading = undefined;
  };

  /** From here on the connection is answered directly, and for the last time. */
  const leaveResponse = () => {
    connection.isRefused = true;
    response.off('close', onReplyClosed);
    settleReply(connection);
  };

  const arrivalOf = (kept: KeptBody, isTruncated: boolean): Arrival => {
    const encoding = findHeaders(head.headers, 'content-encoding').join(', ');
    return {
      request: {
        ...head,
        trailers: message.rawTrailers.length === 0 ? [] : headersFromFlat(message.rawTrailers),
        body: {
          sizeBytes: kept.sizeBytes,
          sha256: kept.sha256,
          ...(encoding === '' ? {} : { encoding }),
          isTruncated,
        },
      },
      bytes: kept.bytes,
      receivedAt,
    };
  };

  const refuse = (outcome: Outcome, message: string, isTruncated: boolean) => {
    end();
    leaveResponse();
    const status = 'status' in outcome ? outcome.status : undefined;
    intake.close((kept) => {
      handlers.onRefusal(
        arrivalOf(kept, isTruncated || kept.sizeBytes < (announcedBytes ?? 0)),
        outcome,
        () => {
          if (status !== undefined)
            answerLast(connection, answerBytes(status, message), clock, limits.drainMs);
        },
      );
    });
  };

  const refuseSize = () => {
    const text = `The body is larger than the limit of ${limitBytes} bytes.`;
    refuse(ownReply(413, text, clock.now()), text, true);
  };

  const intake = readBody(message, {
    store: deps.store,
    limitBytes,
    onComplete() {
      const fault = hostFault(message);
      if (fault !== undefined) {
        refuse(failedOutcome(malformed(fault), clock.now()), fault, false);
        return;
      }
      end();
      intake.close((kept) => handlers.onRequest(arrivalOf(kept, false), response));
    },
    onOverflow: refuseSize,
    onUnstorable(error) {
      if (!isEnded) end();
      leaveResponse();
      handlers.onUnstorable(error);
      const text = 'The request could not be stored; try again later.';
      answerLast(connection, answerBytes(503, text, [RETRY_AFTER]), clock, limits.drainMs);
    },
  });

  const reading: Reading = {
    get isReceived() {
      return message.complete;
    },
    get isHeldBack() {
      return intake.isHeldBack;
    },
    stop(refusal) {
      if (isEnded) return;
      const { status, ...unanswered } = refusal;
      const isGone = connection.socket.destroyed || status === undefined;
      refuse(failedOutcome(isGone ? unanswered : refusal, clock.now()), refusal.message, false);
    },
  };
  connection.reading = reading;
  message.on('close', () => reading.stop(aborted));

  if (announcedBytes !== undefined && announcedBytes > limitBytes) {
    // A sender that waits for "100 Continue" is not going to send anything once it sees the answer.
    if (isContinueAwaited(message)) refuseSize();
    else stopWaiting = clock.after(limits.oversizeMs, refuseSize);
  } else if (isContinueAwaited(message)) {
    response.writeContinue();
  }
}

/** `Expect: 100-continue` of HTTP/1.1 (RFC 9110 §10.1.1); other expectations are ignored. */
function isContinueAwaited(message: IncomingMessage): boolean {
  return message.httpVersion === '1.1' && /(?:^|\W)100-continue(?:$|\W)/i.test(message.headers.expect ?? '');
}

/** The parser has checked that it is a number and stands alone. */
function announcedLength(message: IncomingMessage): number | undefined {
  const length = message.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}
