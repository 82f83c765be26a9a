import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { authorityOf } from '../../../shared/http/url.ts';
import { findHeader, headersFromFlat, withoutHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { ArrivingResponse } from './await-response.ts';
import { haltReason } from './halt.ts';
import {
  finishExchange,
  type MessageResult,
  type MessageToSend,
  type SendWatch,
} from './message-exchange.ts';
import type { TakeDeps } from './take-response.ts';
import { writeRequest } from './write-request.ts';

/** Fields that HTTP/2 has no use for, and forbids (RFC 9113 §8.2.2); `Host` becomes `:authority`. */
const HTTP1_ONLY = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
  'host',
];

/** As `exchangeOverHttp1`, as one stream of an HTTP/2 connection (RFC 9113) on a socket that is ready for it. */
export async function exchangeOverHttp2(
  message: MessageToSend,
  socket: Socket,
  deps: Omit<TakeDeps, 'sink'>,
  { halt, stopwatch }: SendWatch,
): Promise<MessageResult> {
  stopwatch.begin('send');
  let firstError: unknown;
  const onError = (error: unknown) => (firstError ??= error);
  const session = connect(`${message.url.scheme}://${authorityOf(message.url)}`, {
    createConnection: () => socket,
    settings: { enablePush: false },
  });
  session.on('error', onError);
  const onHalt = () => {
    onError(haltReason(halt.signal));
    session.destroy(haltReason(halt.signal));
  };
  halt.signal.addEventListener('abort', onHalt, { once: true });
  const over = new AbortController();
  try {
    if (halt.signal.aborted) throw haltReason(halt.signal);
    const stream = openStream(session, message);
    stream.on('error', onError);
    stream.once('close', () => over.abort());
    const arriving = awaitStream(stream, {
      onHead: () => stopwatch.begin('download'),
      onInformation: message.onInformation,
      firstError: () => firstError,
    });
    arriving.catch(() => undefined);
    void writeRequest({ stream, addTrailers: () => undefined }, message.body, {
      over: over.signal,
      onProgress: halt.progressed,
    }).then(
      (isWritten) => {
        if (isWritten && stopwatch.phase === 'send') stopwatch.begin('firstByte');
      },
      (error: unknown) => {
        onError(error);
        stream.destroy();
      },
    );
    return await finishExchange(arriving, message, deps, { halt, firstError: () => firstError });
  } finally {
    halt.signal.removeEventListener('abort', onHalt);
    over.abort();
    session.destroy();
  }
}

function openStream(session: ClientHttp2Session, message: MessageToSend): ClientHttp2Stream {
  const { method, url, headers, trailers } = message;
  const stream = session.request(
    {
      ':method': method,
      ':scheme': url.scheme,
      ':authority': findHeader(headers, 'host') ?? authorityOf(url),
      ':path': url.target,
      ...fieldsOf(withoutHeaders(headers, HTTP1_ONLY)),
    },
    { endStream: false, waitForTrailers: trailers.length > 0 },
  );
  stream.on('wantTrailers', () => stream.sendTrailers(fieldsOf(trailers)));
  return stream;
}

/** Names are lower case (RFC 9113 §8.2.1); fields of one name stand together, in their order. */
function fieldsOf(headers: readonly Header[]): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const { name, value } of headers) {
    const field = name.toLowerCase();
    const known = fields[field];
    if (known === undefined) fields[field] = value;
    else if (!SINGLE.has(field)) fields[field] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return fields;
}

/** Node refuses a second field of these; the first one goes. */
const SINGLE = new Set([
  'content-type',
  'content-length',
  'user-agent',
  'referer',
  'authorization',
  'from',
  'content-md5',
  'content-location',
  'content-language',
  'date',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
  'max-forwards',
  'proxy-authorization',
  'range',
  'age',
  'dnt',
  'etag',
  'expires',
  'last-modified',
  'location',
  'retry-after',
  'upgrade-insecure-requests',
  'x-content-type-options',
]);

interface StreamListeners {
  onHead: () => void;
  onInformation: MessageToSend['onInformation'];
  firstError: () => unknown;
}

function awaitStream(
  stream: ClientHttp2Stream,
  { onHead, onInformation, firstError }: StreamListeners,
): Promise<ArrivingResponse> {
  // Node hands the fields over a second time, as they came; its types do not know of that.
  type OnFields = (headers: { ':status'?: number }, flags: number, raw: readonly string[]) => void;
  const on = (event: string, listener: OnFields) =>
    stream.on(event as 'response', listener as unknown as (headers: object) => void);
  const fields = (raw: readonly string[]) => headersFromFlat(raw).filter(({ name }) => !name.startsWith(':'));
  let trailers: Header[] = [];
  return new Promise((resolve, reject) => {
    on('headers', (headers, _flags, raw) => onInformation?.(headers[':status'] ?? 0, fields(raw)));
    on('trailers', (_headers, _flags, raw) => void (trailers = fields(raw)));
    on('response', (headers, _flags, raw) => {
      onHead();
      resolve({
        status: headers[':status'] ?? 0,
        // HTTP/2 has none (RFC 9113 §8.3.2).
        statusText: '',
        httpVersion: '2.0',
        headers: fields(raw),
        body: stream as AsyncIterable<Uint8Array>,
        trailers: () => trailers,
      });
    });
    stream.once('close', () => {
      const error = firstError();
      reject(
        error instanceof Error
          ? error
          : Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' }),
      );
    });
  });
}
