import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { findHeader } from '../../../../../shared/http/headers.ts';
import { firstDifference } from '../difference.ts';
import { USE_PUBLIC_URL } from '../fixes.ts';
import type { Hypotheses, Scene } from '../scene.ts';
import { dependsOn } from '../depends-on.ts';
import { permutations } from '../permutations.ts';

interface Part {
  text: string;
  cause?: DiagnosisCause;
  /** What is different, in words. */
  words?: string;
}

/** Another URL was signed than the one that the request seems to have been sent to. */
export const url: Hypotheses = function* (scene) {
  const { message } = scene.setting;
  if (!dependsOn(scene, { ...message, url: `${message.url}x` })) return;
  const match = /^([a-z]+):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?$/i.exec(message.url);
  if (match === null) return;
  const [, scheme = '', authority = '', path = '', query = ''] = match;

  const origins = originParts(scene, scheme, authority);
  const paths = [...pathParts(path, scene.rejected.slug), ...forwardedPaths(scene, path)];
  const queries = queryParts(query);
  // One part at a time, then two, then all three: the plainest explanation first.
  const combined = origins
    .flatMap((origin) => paths.flatMap((each) => queries.map((last) => [origin, each, last] as const)))
    .map((parts) => ({ parts, changes: parts.filter(({ cause }) => cause !== undefined) }))
    .filter(({ changes }) => changes.length > 0)
    .sort((a, b) => a.changes.length - b.changes.length);
  for (const { parts, changes } of combined) {
    const signed = parts.map(({ text }) => text).join('');
    const [first] = changes;
    if (first?.cause === undefined || signed === message.url) continue;
    yield {
      cause: first.cause,
      change: { message: { ...message, url: signed } },
      explain: () => ({
        sentence: `The signature is that of the URL ${signed}, but it was checked with ${message.url}: ${changes.map(({ words }) => words ?? '').join(', and ')}.`,
        fix: USE_PUBLIC_URL,
        evidence: [
          { label: 'Checked with', value: message.url },
          { label: 'Signed', value: signed },
        ],
        difference: firstDifference('url', Buffer.from(message.url), Buffer.from(signed)),
      }),
    };
  }
};

function originParts({ rejected, setting: { message } }: Scene, scheme: string, authority: string): Part[] {
  const parts: Part[] = [{ text: `${scheme}://${authority}` }];
  const add = (text: string, cause: DiagnosisCause, words: string) => {
    if (!parts.some((part) => part.text === text)) parts.push({ text, cause, words });
  };
  const other = scheme === 'https' ? 'http' : 'https';
  add(`${other}://${authority}`, 'url.scheme', `${other} was signed in place of ${scheme}`);
  const [, host = authority, port] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  for (const each of [scheme, other]) {
    const usual = each === 'https' ? '443' : '80';
    if (port !== undefined) add(`${each}://${host}`, 'url.port', `it was signed without the port ${port}`);
    add(`${each}://${host}:${usual}`, 'url.port', `it was signed with the port ${usual}`);
  }
  const hosts = new Map<string, string>();
  const header = (name: string) => findHeader(message.headers, name)?.split(',')[0]?.trim();
  for (const name of ['x-forwarded-host', 'x-original-host', 'host', 'x-forwarded-server']) {
    const found = header(name);
    if (found !== undefined && found !== '' && found.length < 256) hosts.set(found, `the ${name} header`);
  }
  const forwarded = /host="?([^;,"]+)/i.exec(header('forwarded') ?? '')?.[1];
  if (forwarded !== undefined) hosts.set(forwarded, 'the Forwarded header');
  hosts.set(host.startsWith('www.') ? host.slice(4) : `www.${host}`, 'the host with or without www.');
  hosts.set(authority.toLowerCase(), 'the host in lower case');
  hosts.set(`${host}.`, 'the host with a dot at its end');
  for (const [found, from] of hosts) {
    for (const each of [scheme, other]) {
      add(
        `${each}://${found}`,
        'url.host',
        `the host ${found} was signed in place of ${authority} (${from})`,
      );
    }
    const bare = found.replace(/:\d+$/, '');
    if (bare !== found) {
      for (const each of [scheme, other])
        add(
          `${each}://${bare}`,
          'url.host',
          `the host ${bare} was signed in place of ${authority} (${from})`,
        );
    }
  }
  for (const origin of rejected.origins ?? []) {
    for (const each of [origin, origin.replace(/^https?/, (own) => (own === 'https' ? 'http' : 'https'))]) {
      add(each, 'url.host', `${each} was signed, another address of this bin`);
    }
  }
  return parts;
}

function pathParts(path: string, slug: string | undefined): Part[] {
  const parts: Part[] = [{ text: path }];
  const add = (text: string, cause: DiagnosisCause, words: string) => {
    if (!parts.some((part) => part.text === text)) parts.push({ text, cause, words });
  };
  if (path.endsWith('/'))
    add(path.slice(0, -1), 'url.trailing_slash', 'it was signed without the slash at the end of its path');
  else add(`${path}/`, 'url.trailing_slash', 'it was signed with a slash at the end of its path');
  if (slug !== undefined) {
    if (path === `/${slug}` || path.startsWith(`/${slug}/`)) {
      add(path.slice(slug.length + 1) || '/', 'url.slug', `it was signed without the bin’s /${slug}`);
      add(path.slice(slug.length + 1), 'url.slug', `it was signed without the bin’s /${slug}`);
    } else add(`/${slug}${path}`, 'url.slug', `it was signed with the bin’s /${slug} before its path`);
  }
  const coded: [string, string][] = [
    [attempt(() => decodeURIComponent(path)) ?? path, 'with the escapes in its path decoded'],
    [attempt(() => encodeURI(decodeURI(path))) ?? path, 'with the characters of its path escaped'],
    [path.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()), 'with its escapes in upper case'],
    [path.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toLowerCase()), 'with its escapes in lower case'],
    [path.replace(/\/{2,}/g, '/'), 'with its doubled slashes as one'],
    [`/${path}`, 'with a doubled slash at the start of its path'],
  ];
  for (const [text, words] of coded) add(text, 'url.encoding', `it was signed ${words}`);
  if (path.toLowerCase() !== path) add(path.toLowerCase(), 'url.path', 'its path was signed in lower case');
  add('', 'url.path', 'it was signed without its path');
  add('/', 'url.path', 'it was signed without its path');
  const segments = path.split('/').filter(Boolean);
  for (let count = 1; count < Math.min(segments.length, 6); count += 1) {
    add(
      `/${segments.slice(count).join('/')}`,
      'url.path',
      `it was signed without /${segments.slice(0, count).join('/')} at the start of its path`,
    );
    add(
      `/${segments.slice(0, -count).join('/')}`,
      'url.path',
      `it was signed without /${segments.slice(-count).join('/')} at the end of its path`,
    );
  }
  return parts;
}

/** What proxies say of the path before they changed it. */
function forwardedPaths({ setting: { message } }: Scene, path: string): Part[] {
  const header = (name: string) => findHeader(message.headers, name)?.trim().slice(0, 2000);
  const prefix = header('x-forwarded-prefix')?.replace(/\/$/, '');
  const originals = [
    'x-original-uri',
    'x-original-url',
    'x-forwarded-uri',
    'x-forwarded-path',
    'x-rewrite-url',
  ];
  const found: [string, string][] = originals.flatMap((name): [string, string][] => {
    const value = header(name)
      ?.replace(/^https?:\/\/[^/]*/i, '')
      .split('?')[0];
    return value === undefined || value === '' ? [] : [[value, name]];
  });
  if (prefix !== undefined && prefix !== '') found.push([prefix + path, 'x-forwarded-prefix']);
  return found.map(([text, name]) => ({
    text,
    cause: 'url.path',
    words: `the path ${text} was signed in place of ${path} (the ${name} header)`,
  }));
}

function queryParts(query: string): Part[] {
  const parts: Part[] = [{ text: query }];
  if (query === '') {
    parts.push({ text: '?', cause: 'url.query_dropped', words: 'it was signed with a ? at its end' });
    return parts;
  }
  const add = (text: string, cause: DiagnosisCause, words: string) => {
    if (!parts.some((part) => part.text === text)) parts.push({ text, cause, words });
  };
  add('', 'url.query_dropped', 'it was signed without its query');
  const pairs = query.slice(1).split('&');
  add(
    `?${[...pairs].sort().join('&')}`,
    'url.query_order',
    'its query was signed with the parameters sorted',
  );
  add(
    `?${[...pairs].reverse().join('&')}`,
    'url.query_order',
    'its query was signed with the parameters in reverse order',
  );
  if (pairs.length <= 5) {
    for (const order of permutations(pairs))
      add(`?${order.join('&')}`, 'url.query_order', 'its query was signed in another order');
  }
  for (const index of pairs.slice(0, 12).keys()) {
    if (pairs.length < 2) break;
    add(
      `?${pairs.toSpliced(index, 1).join('&')}`,
      'url.query_dropped',
      `it was signed without the parameter ${(pairs[index] ?? '').split('=')[0] ?? ''}`,
    );
  }
  const coded: [string, string][] = [
    [query.replaceAll('+', '%20'), 'with the spaces of its query as %20'],
    [query.replaceAll('%20', '+'), 'with the spaces of its query as +'],
    [attempt(() => decodeURIComponent(query.replaceAll('+', ' '))) ?? query, 'with its query decoded'],
    [attempt(() => decodeURIComponent(query)) ?? query, 'with its query decoded'],
    [`?${new URLSearchParams(query).toString()}`, 'with its query as browsers encode it'],
    [encodeURI(query), 'with the characters of its query escaped'],
    [
      query.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase()),
      'with the escapes of its query in upper case',
    ],
    [
      query.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toLowerCase()),
      'with the escapes of its query in lower case',
    ],
    [query.replaceAll('&', '&amp;'), 'with its & as HTML entities'],
  ];
  for (const [text, words] of coded) add(text, 'url.encoding', `it was signed ${words}`);
  return parts;
}

function attempt(code: () => string): string | undefined {
  try {
    return code();
  } catch {
    return undefined;
  }
}
