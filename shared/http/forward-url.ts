import type { PathMapping } from '../model/forward-rule.ts';

const PLAIN: PathMapping = { isSlugRemoved: true, replace: [], isFixed: false };

/**
 * Where a captured request goes when it is forwarded to a base URL: the base's path, then what the sender wrote after the
 * bin's own segment, byte for byte; the queries of both. `slug` is the segment that chose the bin, absent when the bin was
 * chosen by host name or is the one that takes what matches no other.
 */
export function forwardUrl(
  baseUrl: string,
  target: string,
  slug: string | undefined,
  mapping: PathMapping = PLAIN,
): string {
  const [base, baseQuery] = splitOnce(splitOnce(baseUrl, '#')[0], '?');
  const [path, query] = splitOnce(originForm(target), '?');
  const rest = mapping.isFixed
    ? ''
    : replaced(
        slug === undefined || !mapping.isSlugRemoved ? path : withoutSlug(path, slug),
        mapping.replace,
      );
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

/** The router decodes the segment before it looks the bin up. */
function withoutSlug(path: string, slug: string): string {
  const end = path.indexOf('/', 1);
  const segment = end === -1 ? path.slice(1) : path.slice(1, end);
  if (segment !== slug && decoded(segment) !== slug) return path;
  return end === -1 ? '' : path.slice(end);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A part is replaced where it ends with a segment: `/hook` is not the beginning of `/hooks`. */
function replaced(path: string, parts: PathMapping['replace']): string {
  const whole = path === '' ? '/' : path;
  for (const { from, to } of parts) {
    const isWhole = whole === from;
    if (isWhole || whole.startsWith(from.endsWith('/') ? from : `${from}/`))
      return to + whole.slice(from.length);
  }
  return path;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
