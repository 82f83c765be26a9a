/**
 * Where a captured request goes when it is forwarded to a base URL: the base's path, then what the sender wrote after the
 * bin's own segment, byte for byte; the queries of both. `slug` is the segment that chose the bin, absent when the bin was
 * chosen by host name or is the one that takes what matches no other.
 */
export function forwardUrl(baseUrl: string, target: string, slug: string | undefined): string {
  const [base, baseQuery] = splitOnce(splitOnce(baseUrl, '#')[0], '?');
  const [path, query] = splitOnce(originForm(target), '?');
  const rest = slug === undefined ? path : withoutSlug(path, slug);
  const queries = [baseQuery, query].filter((part) => part !== undefined && part !== '');
  const joined = rest === '' ? base : base.replace(/\/$/, '') + rest;
  // A raw # is legal in no target, but would end one here.
  return [joined, ...(queries.length === 0 ? [] : [queries.join('&')])].join('?').replaceAll('#', '%23');
}

/** Path and query of any request target (RFC 9112 §3.2). */
function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/is.exec(target);
  const rest = absolute?.[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function withoutSlug(path: string, slug: string): string {
  const prefix = `/${slug}`;
  if (path === prefix) return '';
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
