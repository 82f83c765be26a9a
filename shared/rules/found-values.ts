import { findHeaders } from '../http/headers.ts';
import type { Header } from '../model/header.ts';
import type { Matcher } from '../model/matcher.ts';
import type { BoundedPath } from './json-path.ts';
import type { RequestFacts } from './request-facts.ts';

/** Something of a request that a matcher compares with. */
export interface FoundValue {
  readonly text: string;
  /** Where it is a JSON number. */
  readonly number?: number;
}

type ReadValues = (facts: RequestFacts) => readonly FoundValue[];

/** Reads from a request all values that a matcher is about; any of them may match. `path` is that of a `jsonPath` matcher. */
export function valueReader(matcher: Matcher, path?: BoundedPath): ReadValues {
  switch (matcher.target) {
    case 'method':
      return ({ request }) => texts(request.method);
    case 'path':
      return (facts) => either(facts.path, facts.pathInBin);
    case 'url':
      return ({ url }) => texts(url);
    case 'contentType':
      return ({ contentType, mediaType }) =>
        contentType === undefined ? [] : either(contentType, mediaType?.essence ?? contentType);
    case 'body':
      // An empty body is a text like any other, but none that exists.
      return matcher.operator === 'exists'
        ? ({ bodyText }) => (bodyText === '' ? [] : texts(bodyText))
        : ({ bodyText }) => texts(bodyText);
    case 'provider':
      return ({ recognition }) => texts(recognition?.providerId);
    case 'eventType':
      return ({ recognition }) => texts(recognition?.eventType);
    case 'eventId':
      return ({ recognition }) => texts(recognition?.eventId);
    case 'verification':
      return ({ verification }) => texts(verification);
    case 'via':
      return ({ request }) => texts(request.via);
    case 'scheme':
      return ({ request }) => texts(request.scheme);
    case 'remoteAddress':
      return ({ request }) => texts(request.remoteAddress);
    case 'nth':
      return () => [];
    case 'header':
      return ({ request }) =>
        findHeaders(request.headers, matcher.name).flatMap((value) => either(value, asUtf8(value)));
    case 'query':
      return ({ query }) => named(query, matcher.name);
    case 'cookie':
      return ({ cookies }) => named(cookies, matcher.name);
    case 'formField':
      return ({ form }) => named(form, matcher.name);
    case 'jsonPath':
      return ({ json }) =>
        json === undefined || path === undefined ? [] : path.valuesIn(json.value).map(jsonValue);
  }
}

const texts = (text: string | undefined): FoundValue[] => (text === undefined ? [] : [{ text }]);

const either = (one: string, other: string): FoundValue[] =>
  one === other ? [{ text: one }] : [{ text: one }, { text: other }];

const named = (pairs: readonly Header[], name: string): FoundValue[] =>
  pairs.flatMap((pair) => (pair.name === name ? [{ text: pair.value }] : []));

/** A string as it is, anything else as compact JSON. */
function jsonValue(value: unknown): FoundValue {
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') return { text: String(value), number: value };
  return { text: JSON.stringify(value) };
}

/** Header values are a character a byte; many senders write UTF-8 into them. The same text where it is none. */
function asUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  try {
    return decodeURIComponent(
      value.replace(
        /[%\x80-\xff]/g,
        (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
      ),
    );
  } catch {
    return value;
  }
}
