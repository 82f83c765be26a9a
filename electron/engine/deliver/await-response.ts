import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

export interface ResponseHead {
  message: IncomingMessage;
  /** False for 101 and answers to CONNECT: what follows those is no HTTP body, and nothing here would read it. */
  hasBody: boolean;
}

export interface ArrivalListeners {
  onProgress: () => void;
  /** The first byte of a response, final or interim. */
  onFirstByte: () => void;
  /** The response that began was an interim one (1xx): another will follow. */
  onInterim: () => void;
}

/** Resolves with the final response's head. */
export function awaitResponse(
  request: ClientRequest,
  socket: Socket,
  { onProgress, onFirstByte, onInterim }: ArrivalListeners,
): Promise<ResponseHead> {
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
      resolve({ message, hasBody });
    };
    // From then on Node's parser listens too: before, a listener would take the bytes away from it.
    request.once('socket', () => socket.on('data', onData));
    request.on('information', () => {
      if (hasBegun) onInterim();
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
