import type { ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { BodyContent } from '../../../shared/model/body.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { ReplyHead, ReplySink } from '../reply-sink.ts';
import { connectionField } from './respond.ts';
import { endToEndHeaders, endToEndTrailers } from './end-to-end.ts';

/** What is kept of a streamed reply with its exchange; the delivery has all of it. */
export const KEPT_BYTES = 256 * 1024;

/** What went out, as far as it did. */
export interface StreamedReply {
  status: number;
  headers: Header[];
  /** Its first part, when it was larger than `KEPT_BYTES`. */
  body: BodyContent;
  sizeBytes: number;
  isBodyTruncated: boolean;
  /** `broken`: the destination broke it off; `gone`: the sender did not wait for all of it. */
  end: 'complete' | 'broken' | 'gone';
}

export interface ReplyStream {
  sink: ReplySink;
  readonly hasBegun: boolean;
}

export interface ReplyStreamListeners {
  /** All of a reply that has begun is with the network, or the connection is closed. */
  onFinished(reply: StreamedReply): void;
  /** The sender closed before all of it was written. */
  onGone(): void;
}

/** Passes a reply on to the sender as it comes. */
export function createReplyStream(
  response: ServerResponse,
  { onFinished, onGone }: ReplyStreamListeners,
): ReplyStream {
  let head: { status: number; headers: Header[] } | undefined;
  let sizeBytes = 0;
  let keptBytes = 0;
  const kept: Uint8Array[] = [];
  let isBroken = false;
  const isClosed = () => response.closed || response.destroyed;
  const closed = isClosed() ? Promise.resolve() : once(response, 'close').then(() => undefined);
  void closed.then(() => {
    if (!response.writableFinished) onGone();
    if (head !== undefined) onFinished(streamedOf(head));
  });

  const streamedOf = ({ status, headers }: { status: number; headers: Header[] }): StreamedReply => {
    const isBodyTruncated = sizeBytes > keptBytes;
    return {
      status,
      headers,
      body: contentOf(Buffer.concat(kept), isBodyTruncated),
      sizeBytes,
      isBodyTruncated,
      end: isBroken ? 'broken' : response.writableFinished ? 'complete' : 'gone',
    };
  };

  const keep = (chunk: Uint8Array) => {
    sizeBytes += chunk.length;
    if (keptBytes >= KEPT_BYTES) return;
    const part = chunk.subarray(0, KEPT_BYTES - keptBytes);
    kept.push(part);
    keptBytes += part.length;
  };

  const sink: ReplySink = {
    information(status, headers) {
      if (isClosed() || response.headersSent) return;
      informed(response, status, headers);
    },
    begin(given) {
      const begun = { status: given.status, headers: endToEndHeaders(given) };
      head = begun;
      if (isClosed()) {
        onFinished(streamedOf(begun));
        return;
      }
      // HTTP/1.1 connections persist by default; without this Node writes Connection and Keep-Alive itself.
      response.removeHeader('Connection');
      response.writeHead(begun.status, reasonOf(given), [
        ...begun.headers.flatMap(({ name, value }) => [name, value]),
        ...connectionField(response),
      ]);
      response.flushHeaders();
    },
    async write(chunk) {
      keep(chunk);
      if (isClosed() || response.write(chunk)) return;
      const drained = once(response, 'drain').catch(() => undefined);
      await Promise.race([drained, closed]);
    },
    end(trailers) {
      if (isClosed()) return;
      const pairs = endToEndTrailers(trailers).map(({ name, value }): [string, string] => [name, value]);
      if (pairs.length > 0 && response.chunkedEncoding) response.addTrailers(pairs);
      response.end();
    },
    abort() {
      isBroken = true;
      // What the sender has must not look complete.
      response.destroy();
    },
  };

  return {
    sink,
    get hasBegun() {
      return head !== undefined;
    },
  };
}

/** 103 tells what to load ahead, 102 that it takes a while; Node writes no others, and 100 is a matter of one connection. */
function informed(response: ServerResponse, status: number, headers: readonly Header[]): void {
  if (status === 102) response.writeProcessing();
  if (status !== 103) return;
  const link = headers.filter(({ name }) => name.toLowerCase() === 'link').map(({ value }) => value);
  if (link.length === 0) return;
  try {
    response.writeEarlyHints({ link });
  } catch {
    // Node refuses links that it can't read; a hint may be left out.
  }
}

/** Without characters that would break the line. */
const reasonOf = ({ statusText }: ReplyHead): string =>
  statusText.replace(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '');

/** Text only where the very same bytes come back from it; of a part, its last character may be cut. */
function contentOf(bytes: Uint8Array, isTruncated: boolean): BodyContent {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: text.decode(bytes, { stream: isTruncated }) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
