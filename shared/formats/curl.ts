import { findHeaderProblem, frameMessage } from '../http/framing.ts';
import { authorityOf, splitUrl, type SplitUrl } from '../http/url.ts';
import type { BodyContent } from '../model/body.ts';
import type { Header } from '../model/header.ts';
import { quoteForBash } from './shell-quote.ts';

export interface CurlRequest {
  method: string;
  url: string;
  /** As captured or edited; framing is left to curl. Fields that could not be sent are left out. */
  headers: readonly Header[];
  body?: BodyContent;
}

/** Linux refuses one argument above 128 KiB; the shell's own printf has no such limit. */
const argumentLimit = 100_000;

/** More than this much body makes some versions of curl wait for 100 Continue. */
const expectAbove = 1024;

/**
 * A command that sends the same bytes: request target, header list and body. What it can't keep is where `Host` and
 * `Content-Length` stand among the headers (curl puts `Host` first), trailers, and chunked framing.
 */
export function toCurl(request: CurlRequest, shell: 'bash'): string {
  const body = bodyOf(request);
  const url = splitUrl(request.url);
  const parts = [
    ...methodOptions(request.method, body !== undefined),
    // What is no URL could read as an option.
    ...('problem' in url ? [`--url ${quoteForBash(request.url)}`] : urlOptions(url)),
    ...headerOptions(request, url, body).map((line) => `-H ${quoteForBash(line, 'latin1')}`),
    ...(body === undefined ? [] : [body.option]),
  ];
  const separators = { bash: ' \\\n  ' };
  return `${body?.pipe ?? ''}curl ${parts.join(separators[shell])}`;
}

interface CurlBody {
  option: string;
  /** A command whose output is the body, for what can't be an argument. */
  pipe?: string;
  isLong: boolean;
}

/** Methods that curl sends without a `Content-Length` when there is no body, as `frameMessage` does. */
const bodilessMethods = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

function bodyOf({ method, body }: CurlRequest): CurlBody | undefined {
  if (body === undefined || ('text' in body ? body.text : body.base64) === '') {
    return bodilessMethods.has(method.toUpperCase()) ? undefined : { option: "--data-raw ''", isLong: false };
  }
  if ('base64' in body) {
    return piped(`printf %s ${quoteForBash(body.base64)} | base64 -d`);
  }
  const { text } = body;
  // No argument of any program can hold a NUL.
  if (text.includes('\0')) {
    const escaped = text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0000');
    return piped(`printf %b ${quoteForBash(escaped)}`);
  }
  if (text.length > argumentLimit / 3) return piped(`printf %s ${quoteForBash(text)}`);
  // Not --data-binary: a text that begins with @ would name a file there.
  return { option: `--data-raw ${quoteForBash(text)}`, isLong: text.length > expectAbove / 3 };
}

const piped = (command: string): CurlBody => ({
  option: '--data-binary @-',
  pipe: `${command} | `,
  isLong: true,
});

function methodOptions(method: string, hasBody: boolean): string[] {
  if (method === (hasBody ? 'POST' : 'GET')) return [];
  // With -X HEAD curl would wait for a body that never comes.
  if (method === 'HEAD' && !hasBody) return ['-I'];
  return [`-X ${quoteForBash(method)}`];
}

function urlOptions(url: SplitUrl): string[] {
  const host = url.host.includes(':') ? `[${url.host.replace('%', '%25')}]` : url.host;
  const port = url.port === (url.scheme === 'https' ? 443 : 80) ? '' : `:${url.port}`;
  const origin = `${url.scheme}://${host}${port}`;
  // curl percent-encodes bytes beyond ASCII, and drops a lone question mark, in a URL.
  const isTargetApart = /[^\u0021-\u007e]|\?$/.test(url.target);
  return [
    // Over TLS curl would take HTTP/2 where it can.
    ...(url.scheme === 'https' ? ['--http1.1'] : []),
    ...(isTargetApart ? [`--request-target ${quoteForBash(url.target, 'latin1')}`] : []),
    ...(!isTargetApart && /(^|\/)(\.|%2e){1,2}([/?]|$)/i.test(url.target) ? ['--path-as-is'] : []),
    ...(/[[\]{}]/.test(host + (isTargetApart ? '' : url.target)) ? ['-g'] : []),
    quoteForBash(isTargetApart ? `${origin}/` : origin + url.target),
  ];
}

function headerOptions(
  { method, headers }: CurlRequest,
  url: ReturnType<typeof splitUrl>,
  body: CurlBody | undefined,
): string[] {
  const authority = 'problem' in url ? '' : authorityOf(url);
  const framed = frameMessage({
    method,
    headers: headers.filter((header) => findHeaderProblem([header]) === undefined),
    trailers: [],
    bodyBytes: 0,
    authority,
    isHostRewritten: false,
  }).headers.filter(({ name, value }) => {
    const field = name.toLowerCase();
    if (field === 'host') return value !== authority;
    return field !== 'content-length' && field !== 'connection';
  });

  const present = new Set(framed.map(({ name }) => name.toLowerCase()));
  const defaults = [
    'User-Agent',
    'Accept',
    ...(body === undefined ? [] : ['Content-Type']),
    ...(body?.isLong === true ? ['Expect'] : []),
  ];
  return [
    ...framed.map(({ name, value }) => (value.trim() === '' ? `${name};` : `${name}: ${value.trim()}`)),
    // What curl would add by itself.
    ...defaults.filter((name) => !present.has(name.toLowerCase())).map((name) => `${name}:`),
  ];
}
