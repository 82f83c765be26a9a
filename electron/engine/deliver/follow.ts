import { findHeader, withoutHeaders } from '../../../shared/http/headers.ts';
import { authorityOf, splitUrl, type SplitUrl } from '../../../shared/http/url.ts';
import type { Attempt } from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';
import { send, type SendDeps, type SendRequest, type SendResult } from './send.ts';

/** Belong to a body; a request that goes on without one must not have them. */
const BODY_HEADERS = ['content-length', 'content-type', 'content-encoding', 'transfer-encoding', 'trailer'];
/** Meant for one server: another must not get them. */
const CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

export type FollowedResult = SendResult & Pick<Attempt, 'redirects'>;

/** As `send`, and goes where the response says to, up to `maxRedirects` times; the redirect itself is the response then. */
export async function sendFollowing(
  outgoing: SendRequest,
  maxRedirects: number,
  deps: SendDeps,
): Promise<FollowedResult> {
  const redirects: NonNullable<Attempt['redirects']> = [];
  let current = outgoing;
  for (;;) {
    const isFollowing = redirects.length < maxRedirects;
    const { sinkFor } = outgoing;
    const request = current;
    const result = await send(
      {
        ...request,
        sinkFor: (head) =>
          isFollowing && redirectOf(request, head) !== undefined ? undefined : sinkFor?.(head),
      },
      deps,
    );
    const { response, failure } = result;
    const next =
      isFollowing && response !== undefined && failure === undefined
        ? redirectOf(request, response)
        : undefined;
    if (next === undefined || response === undefined) {
      return { ...result, ...(redirects.length === 0 ? {} : { redirects }) };
    }
    redirects.push({ status: response.status, url: next.urlText });
    current = next.request;
  }
}

/** The request that a response redirects to (RFC 9110 §15.4); `undefined` when it does not, or should not be followed. */
function redirectOf(
  request: SendRequest,
  { status, headers }: { status: number; headers: readonly Header[] },
): { request: SendRequest; urlText: string } | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = findHeader(headers, 'location');
  const target = location === undefined ? undefined : targetOf(request, location);
  // From https to http the message would go out in the clear.
  if (target === undefined || (request.url.scheme === 'https' && target.url.scheme === 'http'))
    return undefined;
  const { url, isSameServer } = target;

  // As every browser does it for 301 and 302; a 303 asks for it.
  const becomesGet =
    (status === 303 && request.method !== 'HEAD') ||
    ([301, 302].includes(status) && request.method === 'POST');
  let kept: readonly Header[] = becomesGet ? withoutHeaders(request.headers, BODY_HEADERS) : request.headers;
  if (!isSameServer) {
    kept = withoutHeaders(kept, CREDENTIALS).map((header) =>
      header.name.toLowerCase() === 'host' ? { ...header, value: authorityOf(url) } : header,
    );
  }
  const { body, ...rest } = request;
  return {
    request: {
      ...rest,
      ...(becomesGet || body === undefined ? {} : { body }),
      ...(becomesGet ? { method: 'GET', trailers: [] } : {}),
      url,
      headers: kept,
    },
    urlText: `${url.scheme}://${authorityOf(url)}${url.target}`,
  };
}

/**
 * A server that is called by another name (a virtual host on 127.0.0.1) redirects to that name: it is meant itself, where it
 * was reached.
 */
function targetOf(
  { url, headers }: SendRequest,
  location: string,
): { url: SplitUrl; isSameServer: boolean } | undefined {
  const calledAs = findHeader(headers, 'host') ?? authorityOf(url);
  const base = `${url.scheme}://${calledAs}${url.target}`;
  if (!URL.canParse(location, base)) return undefined;
  const resolved = splitUrl(new URL(location, base).href);
  if ('problem' in resolved) return undefined;
  if (authorityOf(resolved).toLowerCase() === calledAs.toLowerCase() && resolved.scheme === url.scheme) {
    return { url: { ...url, target: resolved.target }, isSameServer: true };
  }
  const isSameServer =
    resolved.scheme === url.scheme && resolved.host === url.host && resolved.port === url.port;
  return { url: resolved, isSameServer };
}
