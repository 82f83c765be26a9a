import type { Header } from '../model/header.ts';
import { findHeader } from './headers.ts';

/** Where slugs are looked up; `inbox` takes what matches none. */
export interface SlugLookup<Bin> {
  bySlug(slug: string): Bin | undefined;
  readonly inbox: Bin;
}

interface RoutedRequest {
  /** In any of the forms of RFC 9112 §3.2. */
  target: string;
  headers: readonly Header[];
}

const LOCALHOST_SUFFIX = '.localhost';

/**
 * The bin a request is for: named by the host `<slug>.localhost`, else by the path's first segment, else Inbox. A host is
 * compared without regard to case, a path exactly, after percent-decoding (RFC 3986 §6.2.2).
 */
export function routeRequest<Bin>({ target, headers }: RoutedRequest, bins: SlugLookup<Bin>): Bin {
  const { authority, path } = splitTarget(target);
  // With an absolute-form or authority-form target the Host field is to be ignored (RFC 9112 §3.2.2).
  const host = authority ?? findHeader(headers, 'host');
  const hostSlug = host === undefined ? undefined : slugOfHost(host);
  return (
    (hostSlug === undefined ? undefined : bins.bySlug(hostSlug)) ??
    bins.bySlug(firstSegment(path)) ??
    bins.inbox
  );
}

/**
 * What of a request's path is the bin's own to give meaning to: without the query, and without the segment that named the
 * bin, unless the host named it. Empty, or begins with a slash.
 */
export function pathBehindBin({ target, headers }: RoutedRequest, slug: string): string {
  const { authority, path } = splitTarget(target);
  const [bare = ''] = path.split(/[?#]/, 1);
  const host = authority ?? findHeader(headers, 'host');
  if (host !== undefined && slugOfHost(host) === slug) return bare;
  if (firstSegment(bare) !== slug) return bare;
  const end = bare.indexOf('/', 1);
  return end === -1 ? '' : bare.slice(end);
}

/** The bin's slug where the first segment of the path is what named it; `undefined` where its host did. */
export function segmentSlug({ target, headers }: RoutedRequest, slug: string): string | undefined {
  const { authority } = splitTarget(target);
  const host = authority ?? findHeader(headers, 'host');
  return host !== undefined && slugOfHost(host) === slug ? undefined : slug;
}

/** The parts of a request target that say who is meant; `path` is empty where there is none. */
export function splitTarget(target: string): { authority: string | undefined; path: string } {
  if (target.startsWith('/')) return { authority: undefined, path: target };
  if (target === '*' || target === '') return { authority: undefined, path: '' };
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(target);
  // Authority-form is what CONNECT sends: `host:port`.
  if (scheme === null) return { authority: target, path: '' };
  const rest = target.slice(scheme[0].length);
  const end = rest.search(/[/?#]/);
  return end === -1
    ? { authority: rest, path: '' }
    : { authority: rest.slice(0, end), path: rest.slice(end).startsWith('/') ? rest.slice(end) : '' };
}

function slugOfHost(host: string): string | undefined {
  const name = host
    .slice(host.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .replace(/\.$/, '');
  if (name.length <= LOCALHOST_SUFFIX.length || !name.toLowerCase().endsWith(LOCALHOST_SUFFIX)) {
    return undefined;
  }
  return name.slice(0, -LOCALHOST_SUFFIX.length).toLowerCase();
}

function firstSegment(path: string): string {
  let end = 1;
  while (end < path.length) {
    const char = path.charCodeAt(end);
    if (char === 0x2f || char === 0x3f || char === 0x23) break;
    end += 1;
  }
  const segment = path.slice(1, end);
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
