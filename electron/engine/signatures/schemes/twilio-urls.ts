import { parse, stringify } from 'node:querystring';

/** A URL cut by hand: `new URL` would change characters that were signed. */
interface UrlParts {
  scheme: string;
  userInfo: string;
  host: string;
  port: string;
  rest: string;
}

function cut(url: string): UrlParts | undefined {
  const found = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(:\d*)?/i.exec(url);
  if (found === null) return undefined;
  const [all, scheme = '', userInfo = '', host = '', port = ''] = found;
  return { scheme, userInfo, host, port, rest: url.slice(all.length) };
}

const withPort = (url: string, port: (scheme: string, own: string) => string): string => {
  const parts = cut(url);
  if (parts === undefined) return url;
  return (
    parts.scheme + parts.userInfo + parts.host + port(parts.scheme.toLowerCase(), parts.port) + parts.rest
  );
};

const withoutPort = (url: string) => withPort(url, () => '');
const withDefaultPort = (url: string) =>
  withPort(url, (scheme, own) => own || (scheme === 'https://' ? ':443' : ':80'));

/** Some senders escape a query anew: `'` as `%27`. */
function withLegacyQuery(url: string): string {
  const mark = url.indexOf('?');
  if (mark === -1 || mark === url.length - 1) return url;
  return `${url.slice(0, mark)}?${stringify(parse(url.slice(mark + 1)))}`;
}

/** The other URLs that Twilio's own library tries for one: without and with its port, normalised, with its query escaped anew. */
export function twilioUrls(url: string): string[] {
  const asReceived = [withoutPort(url), withDefaultPort(url)];
  const normal = URL.canParse(url) ? new URL(url).toString() : url;
  const normalised = [withoutPort(normal), withDefaultPort(normal)];
  const all = [...asReceived, ...normalised, ...normalised.map(withLegacyQuery)];
  return [...new Set(all)].filter((other) => other !== url);
}
