import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may speak to the control server. It listens on 127.0.0.1, but so does everything a web page can reach: a page may
 * post to it, or have its own name resolve to 127.0.0.1 (DNS rebinding) and read what it likes. So three layers, each of
 * which is enough against one of these: an exact Host, no foreign Origin, and a token that no page can know.
 */

/** 256 bits, as base64url. */
export const newControlToken = (): string => randomBytes(32).toString('base64url');

export interface AccessRefusal {
  status: 400 | 401 | 403;
  /** One sentence for whoever sees the answer. */
  message: string;
}

/** Why this request is refused, or `undefined` when it may go on. `port` is the one the server listens on. */
export function checkAccess(
  request: IncomingMessage,
  port: number,
  token: string,
): AccessRefusal | undefined {
  const host = soleValue(request, 'host')?.toLowerCase();
  if (host === undefined || !ownHosts(port).includes(host)) {
    return { status: 403, message: `The Host header must be 127.0.0.1:${port} or localhost:${port}.` };
  }
  const origins = valuesOf(request, 'origin');
  if (origins.some((origin) => origin !== `http://${host}`)) {
    return { status: 403, message: 'Web pages of another origin may not use the control server.' };
  }
  if (valuesOf(request, 'sec-fetch-site').some((site) => site !== 'same-origin' && site !== 'none')) {
    return { status: 403, message: 'Web pages of another site may not use the control server.' };
  }
  // An absolute-form target would name a second host beside the Host header (RFC 9112 §3.2.2).
  if (request.url?.startsWith('/') !== true) {
    return { status: 400, message: 'The request target must be a path.' };
  }
  if (!hasToken(soleValue(request, 'authorization'), token)) {
    return {
      status: 401,
      message: 'Send "Authorization: Bearer <token>" with the token that the ready line of this run shows.',
    };
  }
  return undefined;
}

/** True when the request shows a mark that browsers leave and programs do not. */
export function isFromBrowser(request: IncomingMessage): boolean {
  return ['origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode'].some(
    (name) => request.headers[name] !== undefined,
  );
}

function ownHosts(port: number): string[] {
  const names = ['127.0.0.1', 'localhost'];
  const withPort = names.map((name) => `${name}:${port}`);
  return port === 80 ? [...withPort, ...names] : withPort;
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const given = /^bearer +([\w-]+) *$/i.exec(authorization ?? '')?.[1];
  // Digests are of one length, so the comparison takes as long for a near miss as for a far one.
  return timingSafeEqual(sha256(given ?? ''), sha256(token)) && given !== undefined;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The raw list is read because Node keeps the first of two Host headers and says nothing. */
function valuesOf(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const value = request.rawHeaders[at + 1];
    if (request.rawHeaders[at]?.toLowerCase() === name && value !== undefined) values.push(value);
  }
  return values;
}

function soleValue(request: IncomingMessage, name: string): string | undefined {
  const values = valuesOf(request, name);
  return values.length === 1 ? values[0] : undefined;
}
