import { parseForm, parseQuery, type FormPair } from '../http/form.ts';
import { findHeader, findHeaders } from '../http/headers.ts';
import { mediaKind, parseMediaType, type MediaType } from '../http/media-type.ts';
import { parseMultipart } from '../http/multipart.ts';
import { splitTarget } from '../http/route.ts';
import { decodeText, type DecodeBytes } from '../http/text.ts';
import type { CapturedRequest, Findings } from '../model/exchange.ts';
import type { Header } from '../model/header.ts';
import type { VerificationStatus } from '../model/verification.ts';

/** A request as rules see it: live or stored, each part read when it is first asked for, and once. */
export interface RequestFacts {
  readonly request: FactsSource['request'];
  /** The path as sent, without its query; `*` for an asterisk-form target, empty for authority-form. */
  readonly path: string;
  /** The path without the bin's own segment: `/orders` of `/inbox/orders`. The same as `path` where that has none. */
  readonly pathInBin: string;
  readonly url: string;
  readonly query: readonly FormPair[];
  readonly cookies: readonly Header[];
  /** The `Content-Type` field, and what it says. */
  readonly contentType: string | undefined;
  readonly mediaType: MediaType | undefined;
  /** The body as text, by its byte order mark, else its charset, else as UTF-8, else a character a byte. */
  readonly bodyText: string;
  /** Absent when the body is no JSON. */
  readonly json: { readonly value: unknown } | undefined;
  /** The fields of a form body; of multipart parts with a file their file names. */
  readonly form: readonly Header[];
  readonly recognition: Findings['recognition'];
  readonly verification: VerificationStatus;
}

/** What facts are made of: the same for a request that has just arrived and for one from the store. */
export interface FactsSource {
  readonly request: Pick<
    CapturedRequest,
    'method' | 'target' | 'headers' | 'remoteAddress' | 'scheme' | 'via'
  >;
  /** The body with its content coding undone, or the part of it that is looked at. */
  readonly body: Uint8Array;
  /** Of the bin it arrived in. */
  readonly slug?: string | undefined;
  readonly findings?: Pick<Findings, 'recognition' | 'verification'> | undefined;
}

export function factsOf(source: FactsSource, decode: DecodeBytes): RequestFacts {
  const { request, body, slug, findings } = source;
  const path = once(() => {
    const { authority, path: whole } = splitTarget(request.target);
    return whole === '' && authority === undefined ? request.target : (whole.split(/[?#]/, 1)[0] ?? '');
  });
  const contentType = once(() => findHeader(request.headers, 'content-type'));
  const mediaType = once(() => {
    const field = contentType();
    return field === undefined ? undefined : parseMediaType(field);
  });
  const bodyText = once(() => decodeText(body, mediaType()?.parameters.get('charset'), decode).text);
  const pathInBin = once(() => withoutSlug(path(), slug));
  const url = once(() => urlOf(request));
  const query = once(() => parseQuery(request.target));
  const cookies = once(() => cookiesOf(request.headers));
  const json = once(() => jsonOf(bodyText()));
  const form = once(() => formOf(mediaType(), body, bodyText, decode));

  return {
    request,
    get path() {
      return path();
    },
    get pathInBin() {
      return pathInBin();
    },
    get url() {
      return url();
    },
    get query() {
      return query();
    },
    get cookies() {
      return cookies();
    },
    get contentType() {
      return contentType();
    },
    get mediaType() {
      return mediaType();
    },
    get bodyText() {
      return bodyText();
    },
    get json() {
      return json();
    },
    get form() {
      return form();
    },
    // Not kept: on arrival they are found out step by step.
    get recognition() {
      return findings?.recognition;
    },
    get verification() {
      return findings?.verification?.status ?? 'unverified';
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function withoutSlug(path: string, slug: string | undefined): string {
  if (slug === undefined || !path.startsWith('/')) return path;
  const end = path.indexOf('/', 1);
  const first = end === -1 ? path.slice(1) : path.slice(1, end);
  // The router decodes the segment before it looks the bin up.
  if (first !== slug && decodeSegment(first) !== slug) return path;
  return end === -1 ? '/' : path.slice(end);
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function urlOf({ scheme, target, headers }: FactsSource['request']): string {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(target)) return target;
  const host = findHeader(headers, 'host') ?? '';
  return `${scheme}://${host}${target.startsWith('/') ? target : `/${target}`}`;
}

/** RFC 6265 §5.4: pairs with `; ` between them; several fields count as one. Values are not decoded. */
function cookiesOf(headers: readonly Header[]): Header[] {
  return findHeaders(headers, 'cookie').flatMap((field) =>
    field.split(';').flatMap((pair) => {
      const equals = pair.indexOf('=');
      if (equals === -1) return [];
      return [{ name: pair.slice(0, equals).trim(), value: pair.slice(equals + 1).trim() }];
    }),
  );
}

function jsonOf(text: string): { value: unknown } | undefined {
  // Most bodies that are no JSON are told by their first character: nothing is thrown for them.
  if (!/^[\t\n\r ]*[[{"tfn\d-]/.test(text)) return undefined;
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function formOf(
  mediaType: MediaType | undefined,
  body: Uint8Array,
  bodyText: () => string,
  decode: DecodeBytes,
): readonly Header[] {
  if (mediaType === undefined) return [];
  const kind = mediaKind(mediaType);
  if (kind === 'form') return parseForm(bodyText());
  const boundary = mediaType.parameters.get('boundary');
  if (kind !== 'multipart' || boundary === undefined) return [];
  return (parseMultipart(body, boundary, decode) ?? []).flatMap(({ name, fileName, bytes }) =>
    name === undefined ? [] : [{ name, value: fileName ?? decodeText(bytes, 'utf-8', decode).text }],
  );
}
