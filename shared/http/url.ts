/**
 * Destination URLs, split by hand: `new URL` would percent-encode, remove dot segments and drop what it deems empty, but a
 * path and query have to go out exactly as typed or captured.
 */

export interface SplitUrl {
  scheme: 'http' | 'https';
  /** As typed; an IPv6 literal without its brackets, with its zone (`fe80::1%eth0`) if it has one. */
  host: string;
  /** 1 to 65535; the scheme's default when the URL names none. */
  port: number;
  /** Path and query as typed, never empty, Latin-1: one character a byte. The fragment is gone: it is never sent. */
  target: string;
}

/** Why a text is no URL to send to: a sentence that says what to do. */
export interface UrlProblem {
  problem: string;
}

const defaultPorts = { http: 80, https: 443 } as const;

/** Space and the control characters would end or break the request line (RFC 9112 §3). */
const unsendable = /[\u0000-\u0020\u007f]/;
const beyondLatin1 = /[^\u0000-\u00ff]/u;

export function splitUrl(url: string): SplitUrl | UrlProblem {
  // Not `trim`: it takes a no-break space, which can be the last byte of a captured target.
  const text = url.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (text === '') return { problem: 'Enter the URL to send to, such as http://localhost:3000/webhooks.' };

  const schemeMatch = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
  if (schemeMatch === null) {
    const rest = text.replace(/^(?:https?:)?[/\\]*/i, '');
    return { problem: `The URL needs a scheme: did you mean http://${rest} ?` };
  }
  const scheme = schemeMatch[1]?.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    return { problem: `Hookbench sends over http and https, not ${schemeMatch[1] ?? ''}.` };
  }

  const rest = text.slice(schemeMatch[0].length);
  const authorityEnd = rest.search(/[/?#\\]/);
  const authority = authorityEnd === -1 ? rest : rest.slice(0, authorityEnd);
  const target = splitTarget(authorityEnd === -1 ? '' : rest.slice(authorityEnd));
  if (typeof target !== 'string') return target;
  const hostAndPort = splitAuthority(authority, defaultPorts[scheme]);
  return 'problem' in hostAndPort ? hostAndPort : { scheme, ...hostAndPort, target };
}

/** The value of a `Host` field that names this URL (RFC 9110 §7.2): the port only when it is not the default. */
export function authorityOf({ scheme, host, port }: Pick<SplitUrl, 'scheme' | 'host' | 'port'>): string {
  const name = host.includes(':') ? `[${host.replace(/%.*$/, '')}]` : host;
  return port === defaultPorts[scheme] ? name : `${name}:${port}`;
}

/** `localhost:3000`, `[::1]:80`: names a server for a person, always with its port. */
export function addressOf({ host, port }: Pick<SplitUrl, 'host' | 'port'>): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function splitTarget(text: string): string | UrlProblem {
  const fragmentAt = text.indexOf('#');
  const pathAndQuery = fragmentAt === -1 ? text : text.slice(0, fragmentAt);
  const bad = unsendable.exec(pathAndQuery);
  if (bad !== null) {
    return bad[0] === ' '
      ? { problem: 'The URL has a space in it: write it as %20.' }
      : { problem: `The URL has a control character in it: write it as ${percentEncoded(bad[0])}.` };
  }
  const foreign = beyondLatin1.exec(pathAndQuery);
  if (foreign !== null) {
    return {
      problem: `The URL has "${foreign[0]}" in it: write it percent-encoded, as ${percentEncoded(foreign[0])}.`,
    };
  }
  if (pathAndQuery.startsWith('\\')) return { problem: 'The path has to start with /, not with \\.' };
  return pathAndQuery.startsWith('/') ? pathAndQuery : `/${pathAndQuery}`;
}

function splitAuthority(
  authority: string,
  defaultPort: number,
): Pick<SplitUrl, 'host' | 'port'> | UrlProblem {
  if (authority.includes('@')) {
    return {
      problem:
        'Take the name and password out of the URL and send them in an Authorization header (Basic and the base64 of name:password).',
    };
  }
  const parts = /^(\[[^\]]*\]|[^:[\]]*)(?::(.*))?$/s.exec(authority);
  if (parts === null || /^:.*:/.test(authority)) {
    return {
      problem: `"${authority}" is no host: write host:port, and an IPv6 address in brackets, as in http://[::1]:3000.`,
    };
  }
  const [, hostText = '', portText = ''] = parts;
  if (hostText === '')
    return { problem: 'The URL names no host: write it after ://, as in http://localhost:3000.' };

  const host = hostText.startsWith('[') ? ipv6Host(hostText.slice(1, -1)) : hostText;
  if (host === undefined) return { problem: `${hostText} is no IPv6 address.` };
  if (!hostText.startsWith('[') && !/^[a-z0-9._~-]+$/i.test(host)) {
    return {
      problem: /[^\u0020-\u007e]/.test(host)
        ? `Write the host "${host}" in its ASCII form, which starts with xn--.`
        : `"${host}" is no host name: use letters, digits, dots and hyphens.`,
    };
  }

  if (portText === '') return { host, port: defaultPort };
  if (!/^[0-9]+$/.test(portText)) return { problem: `The port "${portText}" is not a number.` };
  const port = Number(portText);
  if (port < 1 || port > 65_535)
    return { problem: `Port ${portText} is out of range: use one from 1 to 65535.` };
  return { host, port };
}

/** Undoes RFC 6874's `%25` before a zone; a rough check only, the operating system has the last word. */
function ipv6Host(text: string): string | undefined {
  const match = /^([0-9a-f:.]*:[0-9a-f:.]*)(?:%(?:25)?([a-z0-9._~-]+))?$/i.exec(text);
  if (match === null) return undefined;
  return match[2] === undefined ? match[1] : `${match[1] ?? ''}%${match[2]}`;
}

/** `encodeURIComponent` without its throw on half a surrogate pair. */
function percentEncoded(character: string): string {
  return encodeURIComponent(/^[\ud800-\udfff]$/.test(character) ? '\ufffd' : character);
}
