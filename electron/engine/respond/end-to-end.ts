import { findHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { ReplyHead } from '../reply-sink.ts';

/** Which fields of a destination's reply go on to the sender: not those about the connection to it (RFC 9110 §7.6.1). */

const PER_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** RFC 9110 §6.5.1: fields that a recipient may take for framing or routing have no place in trailers. */
const NEVER_IN_TRAILERS = new Set([...PER_CONNECTION, 'content-length', 'trailer', 'host']);

export function endToEndHeaders({ status, headers }: ReplyHead): Header[] {
  const named = new Set(
    findHeaders(headers, 'connection')
      .flatMap((value) => value.split(','))
      .map((name) => name.trim().toLowerCase()),
  );
  const isChunked = findHeaders(headers, 'transfer-encoding').length > 0;
  let hasLength = false;
  return headers.filter(({ name }) => {
    const field = name.toLowerCase();
    if (PER_CONNECTION.has(field) || named.has(field)) return false;
    if (field !== 'content-length') return true;
    // RFC 9110 §8.6: none in a 204; RFC 9112 §6.3: a length beside a transfer coding is void. A second one is a repetition.
    const isKept = status !== 204 && !isChunked && !hasLength;
    hasLength = true;
    return isKept;
  });
}

export const endToEndTrailers = (trailers: readonly Header[]): Header[] =>
  trailers.filter(({ name }) => !NEVER_IN_TRAILERS.has(name.toLowerCase()));
