import { request as httpRequest } from 'node:http';
import type { LookupFunction, Socket } from 'node:net';
import type { DeliveryResponse, SendFailure, Timings } from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';
import { addressOf, type SplitUrl } from '../../../shared/http/url.ts';
import { StoreUnavailable, type Clock, type StoredBytes } from '../ports.ts';
import { awaitResponse } from './await-response.ts';
import type { BodyStore } from './collect-body.ts';
import { openConnection } from './connect.ts';
import { describeFailure } from './failure.ts';
import { createHalt, haltReason, type Halt } from './halt.ts';
import { keepMethodCase } from './method-case.ts';
import { startStopwatch, type Stopwatch } from './stopwatch.ts';
import { takeResponse } from './take-response.ts';
import { writeRequest, type OutgoingBody } from './write-request.ts';

export interface SendRequest {
  method: string;
  url: SplitUrl;
  /** As `frameMessage` gave them: they go out exactly so. */
  headers: readonly Header[];
  trailers: readonly Header[];
  body?: OutgoingBody;
  /**
   * How long nothing may move: no step of the connection, no byte sent, none received. Not a limit on the whole send, for a
   * large body over a slow line is fine as long as it moves.
   */
  timeoutMs: number;
  /** How long the whole may take; no limit when absent. */
  deadlineMs?: number | undefined;
  isCertificateChecked: boolean;
  /** Cancels the send. */
  signal?: AbortSignal;
}

export interface SendDeps {
  clock: Clock;
  /** Takes the response body. */
  store: BodyStore;
  /** More than this is not read of a response: it is then marked as truncated. 100 MiB when absent. */
  responseLimitBytes?: number | undefined;
  /** For tests; the operating system's resolver otherwise. */
  lookup?: LookupFunction | undefined;
}

/** A response, or a failure, or both where the response broke off; `bytes` is the response's body. */
export interface SendResult {
  timings: Timings;
  remoteAddress?: string;
  response?: DeliveryResponse;
  bytes?: StoredBytes;
  failure?: SendFailure;
}

const responseHeadLimitBytes = 256 * 1024;

/**
 * One HTTP/1.1 send on a connection of its own. Redirects are not followed and content codings are not undone: the user is
 * to see what the server said. Never rejects: a failure is data.
 */
export async function send(outgoing: SendRequest, deps: SendDeps): Promise<SendResult> {
  const { url, timeoutMs } = outgoing;
  const stopwatch = startStopwatch(deps.clock);
  const halt = createHalt(deps.clock, timeoutMs, outgoing.signal, outgoing.deadlineMs);
  const result: Omit<SendResult, 'timings'> = {};
  let socket: Socket | undefined;
  try {
    socket = await openConnection({
      url,
      isCertificateChecked: outgoing.isCertificateChecked,
      halt,
      stopwatch,
      lookup: deps.lookup,
    });
    if (socket.remoteAddress !== undefined && socket.remotePort !== undefined) {
      result.remoteAddress = addressOf({ host: socket.remoteAddress, port: socket.remotePort });
    }
    Object.assign(result, await exchangeMessages(outgoing, socket, deps, { halt, stopwatch }));
  } catch (error) {
    const { deadlineMs } = outgoing;
    result.failure = describeFailure(error, { url, phase: stopwatch.phase, timeoutMs, deadlineMs });
  } finally {
    halt.dispose();
    socket?.destroy();
  }
  return { ...result, timings: stopwatch.stop() };
}

/**
 * Sends the request and takes the response, at the same time: a server may answer before it has read all. Once its response
 * is complete the send is over, whatever is left of the request (RFC 9112 §9.3).
 */
async function exchangeMessages(
  outgoing: SendRequest,
  socket: Socket,
  deps: SendDeps,
  { halt, stopwatch }: { halt: Halt; stopwatch: Stopwatch },
): Promise<Pick<SendResult, 'response' | 'bytes' | 'failure'>> {
  stopwatch.begin('send');
  keepMethodCase(socket, outgoing.method);
  const request = httpRequest({
    createConnection: () => socket,
    method: outgoing.method,
    path: outgoing.url.target,
    headers: outgoing.headers.flatMap(({ name, value }) => [name, value]),
    setHost: false,
    maxHeaderSize: responseHeadLimitBytes,
  });
  // Node drops those above 2,000 silently; the size of the head bounds them well enough.
  request.maxHeadersCount = 0;
  const onHalt = () => socket.destroy(haltReason(halt.signal));
  halt.signal.addEventListener('abort', onHalt, { once: true });
  if (halt.signal.aborted) onHalt();

  // The first error counts: what follows it, such as an aborted response, is only its echo.
  let firstError: unknown;
  const onError = (error: unknown) => (firstError ??= error);
  request.on('error', onError);
  socket.prependListener('error', onError);

  const over = new AbortController();
  request.once('close', () => over.abort());
  const arriving = awaitResponse(request, socket, {
    onProgress: halt.progressed,
    onFirstByte: () => stopwatch.begin('download'),
    onInterim: () => stopwatch.begin(request.writableFinished ? 'firstByte' : 'send'),
  });
  void writeRequest(request, outgoing.body, outgoing.trailers, {
    over: over.signal,
    onProgress: halt.progressed,
  }).then(
    (isWritten) => {
      if (isWritten && stopwatch.phase === 'send') stopwatch.begin('firstByte');
    },
    (error: unknown) => {
      onError(error);
      request.destroy();
    },
  );
  try {
    const { error, ...taken } = await takeResponse(await arriving, deps, halt.progressed);
    if (error === undefined) return taken;
    const { url, timeoutMs, deadlineMs } = outgoing;
    const context = { url, timeoutMs, deadlineMs, phase: 'download' } as const;
    return { ...taken, failure: describeFailure(firstError ?? error, context) };
  } catch (error) {
    // Not `firstError` for what the store refuses.
    throw error instanceof StoreUnavailable ? error : (firstError ?? error);
  } finally {
    halt.signal.removeEventListener('abort', onHalt);
    over.abort();
    request.destroy();
  }
}
