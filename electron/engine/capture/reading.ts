import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Header } from '../../../shared/model/header.ts';
import type { CapturedRequest, Outcome } from '../../../shared/model/exchange.ts';
import { findHeaders, headersFromFlat } from '../../../shared/http/headers.ts';
import type { Clock, Dispose, Store } from '../ports.ts';
import type { Arrival, ArrivalHandlers } from './arrival.ts';
import { BodyIntake, type BodyIntakeEvents, type KeptBody } from './body-intake.ts';
import { answerLast, countReply, settleReply, stopParsing, type Connection } from './connection.ts';
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

const RETRY_AFTER: Header = { name: 'Retry-After', value: '5' };

/**
 * A request whose head is known and whose body is on its way: read to its end and handed over, or refused. A class for
 * the reason `BodyIntake` is one.
 */
export class Reading implements BodyIntakeEvents {
  readonly #connection: Connection;
  readonly #message: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #deps: ReadingDeps;
  readonly #receivedAt: number;
  readonly #method: string;
  readonly #limitBytes: number;
  readonly #announcedBytes: number | undefined;
  readonly #body: BodyIntake;
  #isEnded = false;
  /** Whether its reply is one that later answers on the connection have to wait for. */
  #isReplyDue = true;
  #stopWaiting: Dispose | undefined;

  constructor(connection: Connection, message: IncomingMessage, response: ServerResponse, deps: ReadingDeps) {
    this.#connection = connection;
    this.#message = message;
    this.#response = response;
    this.#deps = deps;
    this.#receivedAt = deps.clock.now();
    this.#method = connection.foreignMethod ?? message.method ?? '';
    this.#limitBytes = deps.bodyLimitBytes();
    this.#announcedBytes = announcedLength(message);
    this.#body = new BodyIntake(message, deps.store, this.#limitBytes, this);
  }

  start(): void {
    const connection = this.#connection;
    connection.foreignMethod = undefined;
    connection.firstBytes = undefined;
    connection.reading = this;
    countReply(connection, this.#response);
    this.#response.on('close', () => this.#settleReply());
    this.#message.on('close', () => this.stop(aborted));
    // What is pipelined behind an Upgrade request is dropped by the parser; the sender must see that it was not taken.
    if (this.#message.headers.upgrade !== undefined) this.#response.shouldKeepAlive = false;
    this.#admitBody();
  }

  /** True once its last byte was parsed, even if it is still on its way through memory. */
  get isReceived(): boolean {
    return this.#message.complete;
  }

  /** True while it is the disk that is waited for. */
  get isHeldBack(): boolean {
    return this.#body.isHeldBack;
  }

  /** Ends it here, with the bytes so far. */
  stop(refusal: Refusal): void {
    if (this.#isEnded) return;
    const { status, ...unanswered } = refusal;
    const isAnswered = status !== undefined && !this.#connection.socket.destroyed;
    this.#refuse(
      failedOutcome(isAnswered ? refusal : unanswered, this.#deps.clock.now()),
      refusal.message,
      false,
    );
  }

  onComplete(): void {
    const fault = hostFault(this.#message);
    if (fault !== undefined) {
      this.#refuse(failedOutcome(malformed(fault), this.#deps.clock.now()), fault, false);
      return;
    }
    this.#end();
    this.#body.close((kept) => {
      this.#deps.handlers.onRequest(this.#arrivalOf(kept, false), this.#response);
    });
  }

  onOverflow(): void {
    const text = `The body is larger than the limit of ${this.#limitBytes} bytes.`;
    this.#refuse(ownReply(413, text, this.#deps.clock.now()), text, true);
  }

  onUnstorable(error: unknown): void {
    const { handlers, clock, limits } = this.#deps;
    this.#end();
    this.#leaveResponse();
    handlers.onUnstorable(error);
    const text = 'The request could not be stored; try again later.';
    answerLast(this.#connection, answerBytes(503, text, [RETRY_AFTER]), clock, limits.drainMs);
  }

  /** Asks for the body where the sender waits for that, unless it is announced as too large. */
  #admitBody(): void {
    const { clock, limits } = this.#deps;
    const isAwaited = isContinueAwaited(this.#message);
    if (this.#announcedBytes === undefined || this.#announcedBytes <= this.#limitBytes) {
      if (isAwaited) this.#response.writeContinue();
    } else if (isAwaited) {
      // Such a sender sends nothing once it sees the answer.
      this.onOverflow();
    } else {
      this.#stopWaiting = clock.after(limits.oversizeMs, () => this.onOverflow());
    }
  }

  #end(): void {
    this.#isEnded = true;
    this.#stopWaiting?.();
    if (this.#connection.reading === this) this.#connection.reading = undefined;
  }

  /** From here on the connection is answered directly, and for the last time. */
  #leaveResponse(): void {
    stopParsing(this.#connection);
    this.#settleReply();
  }

  #settleReply(): void {
    if (!this.#isReplyDue) return;
    this.#isReplyDue = false;
    settleReply(this.#connection);
  }

  #refuse(outcome: Outcome, text: string, isTruncated: boolean): void {
    const { handlers, clock, limits } = this.#deps;
    const connection = this.#connection;
    const status = 'status' in outcome ? outcome.status : undefined;
    this.#end();
    this.#leaveResponse();
    this.#body.close((kept) => {
      const isCut = isTruncated || kept.sizeBytes < (this.#announcedBytes ?? 0);
      handlers.onRefusal(this.#arrivalOf(kept, isCut), outcome, () => {
        if (status !== undefined) answerLast(connection, answerBytes(status, text), clock, limits.drainMs);
      });
    });
  }

  #arrivalOf(kept: KeptBody, isTruncated: boolean): Arrival {
    const { rawTrailers } = this.#message;
    const request: CapturedRequest = {
      ...readHead(this.#message, this.#method, this.#connection),
      trailers: rawTrailers.length === 0 ? [] : headersFromFlat(rawTrailers),
      body: { sizeBytes: kept.sizeBytes, sha256: kept.sha256, isTruncated },
    };
    if (this.#message.headers['content-encoding'] !== undefined) {
      request.body.encoding = findHeaders(request.headers, 'content-encoding').join(', ');
    }
    return {
      request,
      bytes: kept.bytes,
      receivedAt: this.#receivedAt,
    };
  }
}

/** `Expect: 100-continue` of HTTP/1.1 (RFC 9110 §10.1.1); other expectations are ignored. */
function isContinueAwaited(message: IncomingMessage): boolean {
  const { expect } = message.headers;
  return (
    expect !== undefined && message.httpVersion === '1.1' && /(?:^|\W)100-continue(?:$|\W)/i.test(expect)
  );
}

/** The parser has checked that it is a number and stands alone. */
function announcedLength(message: IncomingMessage): number | undefined {
  const length = message.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}
