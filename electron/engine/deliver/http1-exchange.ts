import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { awaitResponse } from './await-response.ts';
import { haltReason } from './halt.ts';
import {
  finishExchange,
  type MessageResult,
  type MessageToSend,
  type SendWatch,
} from './message-exchange.ts';
import { keepMethodCase } from './method-case.ts';
import type { TakeDeps } from './take-response.ts';
import { writeRequest } from './write-request.ts';

const responseHeadLimitBytes = 256 * 1024;

/**
 * Sends the request and takes the response, at the same time: a server may answer before it has read all. Once its response
 * is complete the send is over, whatever is left of the request (RFC 9112 §9.3).
 */
export async function exchangeOverHttp1(
  message: MessageToSend,
  socket: Socket,
  deps: Omit<TakeDeps, 'sink'>,
  { halt, stopwatch }: SendWatch,
): Promise<MessageResult> {
  stopwatch.begin('send');
  keepMethodCase(socket, message.method);
  const request = httpRequest({
    createConnection: () => socket,
    method: message.method,
    path: message.url.target,
    headers: message.headers.flatMap(({ name, value }) => [name, value]),
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
    onInformation: message.onInformation,
  });
  const addTrailers = () => {
    if (message.trailers.length === 0) return;
    request.addTrailers(message.trailers.map(({ name, value }): [string, string] => [name, value]));
  };
  void writeRequest({ stream: request, addTrailers }, message.body, {
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
    return await finishExchange(arriving, message, deps, { halt, firstError: () => firstError });
  } finally {
    halt.signal.removeEventListener('abort', onHalt);
    over.abort();
    request.destroy();
  }
}
