/**
 * The query of a URL as rows of a grid. A URL is edited in two places, as text and as rows, and neither may rewrite what
 * the other holds: a row that is not touched keeps its characters exactly, whatever way it was encoded.
 */

/** One `&`-separated part of a query. `raw` is what stands in the URL; the others are what a person reads. */
export interface QueryPart {
  raw: string;
  name: string;
  value: string;
  /** False for a bare name such as `debug` in `?debug`. */
  hasValue: boolean;
}

/** A URL cut at its first `?` and its first `#`. `query` is absent where there is no `?`. */
interface CutUrl {
  head: string;
  query: string | undefined;
  /** With its `#`; empty where there is none. */
  fragment: string;
}

function cut(url: string): CutUrl {
  const hashAt = url.indexOf('#');
  const beforeFragment = hashAt === -1 ? url : url.slice(0, hashAt);
  const fragment = hashAt === -1 ? '' : url.slice(hashAt);
  const queryAt = beforeFragment.indexOf('?');
  if (queryAt === -1) return { head: beforeFragment, query: undefined, fragment };
  return { head: beforeFragment.slice(0, queryAt), query: beforeFragment.slice(queryAt + 1), fragment };
}

/** The parts of a URL's query in order, empty ones (`a=1&&b=2`) included, so that joining them gives the query back. */
export function queryPartsOf(url: string): QueryPart[] {
  const { query } = cut(url);
  if (query === undefined || query === '') return [];
  return query.split('&').map(partOf);
}

function partOf(raw: string): QueryPart {
  const equalsAt = raw.indexOf('=');
  return {
    raw,
    name: decode(equalsAt === -1 ? raw : raw.slice(0, equalsAt)),
    value: equalsAt === -1 ? '' : decode(raw.slice(equalsAt + 1)),
    hasValue: equalsAt !== -1,
  };
}

/** The URL with these parts as its query. Without parts the `?` goes too. */
export function withQueryParts(url: string, parts: readonly QueryPart[]): string {
  const { head, fragment } = cut(url);
  const query = parts.map((part) => part.raw).join('&');
  // One empty part alone would read back as no part at all; that is what a grid with one empty row means.
  return query === '' && parts.length <= 1 ? head + fragment : `${head}?${query}${fragment}`;
}

/** A part with another name; its value keeps the characters it has in the URL. */
export function renamed(part: QueryPart, name: string): QueryPart {
  const equalsAt = part.raw.indexOf('=');
  const rawValue = equalsAt === -1 ? '' : part.raw.slice(equalsAt);
  return { ...part, name, raw: encode(name, true) + rawValue };
}

/** A part with another value; its name keeps the characters it has in the URL. */
export function revalued(part: QueryPart, value: string): QueryPart {
  const equalsAt = part.raw.indexOf('=');
  const rawName = equalsAt === -1 ? part.raw : part.raw.slice(0, equalsAt);
  return { ...part, value, hasValue: true, raw: `${rawName}=${encode(value, false)}` };
}

/** A part made from what a person typed. */
export function newPart(name: string, value: string): QueryPart {
  return { name, value, hasValue: true, raw: `${encode(name, true)}=${encode(value, false)}` };
}

/** What of RFC 3986's query characters would be read as something else, and everything outside of them. */
const MUST_ENCODE = /[^A-Za-z0-9\-._~!$'()*,;:@/?=[\]{}|]/gu;

function encode(text: string, isName: boolean): string {
  // A lone surrogate has no UTF-8 form, and encodeURIComponent throws at it.
  const encoded = text.replace(/\p{Surrogate}/gu, '\ufffd').replace(MUST_ENCODE, encodeURIComponent);
  return isName ? encoded.replaceAll('=', '%3D') : encoded;
}

/** `+` is a space in the forms and query strings of every common framework; what is no valid escape stays as it is. */
function decode(raw: string): string {
  return raw.replaceAll('+', ' ').replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
