import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { headersFromFlat } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { ReplyHead } from '../reply-sink.ts';

/** A response whose head has come, in whichever version of HTTP. */
export interface ArrivingResponse extends ReplyHead {
  httpVersion: string;
  /** Absent for 101 and answers to CONNECT: what follows those is no HTTP body, and nothing here would read it. */
  body: AsyncIterable<Uint8Array> | undefined;
  /** Complete once the body has ended. */
  trailers(): Header[];
}

export interface ArrivalListeners {
  onProgress: () => void;
  /** The first byte of a response, final or interim. */
  onFirstByte: () => void;
  /** The response that began was an interim one (1xx): another will follow. */
  onInterim: () => void;
  onInformation?: ((status: number, headers: Header[]) => void) | undefined;
}

/** Resolves with the final response's head. */
export function awaitResponse(
  request: ClientRequest,
  socket: Socket,
  { onProgress, onFirstByte, onInterim, onInformation }: ArrivalListeners,
): Promise<ArrivingResponse> {
  return new Promise((resolve, reject) => {
    let hasBegun = false;
    const begin = () => {
      if (!hasBegun) onFirstByte();
      hasBegun = true;
    };
    const onData = () => {
      onProgress();
      // By now the parser has seen these bytes: when they ended an interim response, nothing has begun since.
      if (!isInterimOnly) begin();
      isInterimOnly = false;
    };
    let isInterimOnly = false;
    const onHead = (message: IncomingMessage, hasBody: boolean) => {
      socket.off('data', onData);
      begin();
      resolve(arrivingFrom(message, hasBody));
    };
    // From then on Node's parser listens too: before, a listener would take the bytes away from it.
    request.once('socket', () => socket.on('data', onData));
    request.on('information', ({ statusCode, rawHeaders }) => {
      if (hasBegun) onInterim();
      onInformation?.(statusCode, headersFromFlat(rawHeaders));
      hasBegun = false;
      isInterimOnly = true;
    });
    request.once('response', (message) => onHead(message, true));
    request.once('upgrade', (message) => onHead(message, false));
    request.once('connect', (message) => onHead(message, false));
    request.once('error', reject);
    request.once('close', () =>
      reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' })),
    );
  });
}

const arrivingFrom = (message: IncomingMessage, hasBody: boolean): ArrivingResponse => ({
  status: message.statusCode ?? 0,
  statusText: message.statusMessage ?? '',
  httpVersion: message.httpVersion,
  headers: headersFromFlat(message.rawHeaders),
  body: hasBody ? (message as AsyncIterable<Uint8Array>) : undefined,
  trailers: () => headersFromFlat(message.rawTrailers),
});
