import type { IncomingMessage } from 'node:http';
import type { Header } from '../../../shared/model/header.ts';
import type { CapturedRequest } from '../../../shared/model/exchange.ts';
import { findHeader, headersFromFlat } from '../../../shared/http/headers.ts';
import type { Connection } from './connection.ts';

/** What of a captured request is known before its body. */
export type RequestHead = Omit<CapturedRequest, 'body' | 'trailers'>;

/**
 * Only `rawHeaders` is read: it keeps order, case and duplicates, and `headersDistinct` threw on a `__proto__` field
 * (CVE-2026-21710).
 */
export function readHead(message: IncomingMessage, method: string, connection: Connection): RequestHead {
  const headers = headersFromFlat(message.rawHeaders);
  const { remoteAddress, scheme, via } = senderOf(headers, connection);
  return {
    method,
    target: message.url ?? '',
    httpVersion: message.httpVersion,
    headers,
    remoteAddress,
    scheme,
    via,
  };
}

/** Who sent it: through the tunnel, the visitor that the edge names in the fields it adds last. */
export function senderOf(
  headers: readonly Header[],
  connection: Pick<Connection, 'via' | 'scheme' | 'remoteAddress' | 'visitor' | 'findVisitor'>,
): Pick<CapturedRequest, 'remoteAddress' | 'scheme' | 'via'> {
  const { via, scheme, remoteAddress } = connection;
  if (via === 'local') return { remoteAddress, scheme, via };
  connection.visitor ??= connection.findVisitor?.();
  if (connection.visitor !== undefined) return { ...connection.visitor, via };
  const forwardedFor = findHeader(headers, 'x-forwarded-for')?.split(',').at(-1)?.trim();
  const forwardedProto = findHeader(headers, 'x-forwarded-proto')?.split(',').at(-1)?.trim().toLowerCase();
  return {
    remoteAddress: forwardedFor === undefined || forwardedFor === '' ? remoteAddress : forwardedFor,
    // A public endpoint is https unless its edge says otherwise.
    scheme: forwardedProto === 'http' ? 'http' : 'https',
    via,
  };
}

/** What is wrong with the Host of a request whose syntax is fine, or `undefined` (RFC 9112 §3.2). */
export function hostFault(message: IncomingMessage): string | undefined {
  let count = 0;
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  if (count > 1) return 'The request has more than one Host header.';
  if (count === 0 && message.httpVersion === '1.1') {
    return 'The request has no Host header, which HTTP/1.1 requires.';
  }
  return undefined;
}
