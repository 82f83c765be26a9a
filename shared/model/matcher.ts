import { z } from 'zod';

/** What of a request a matcher looks at, where that is one thing. */
export const PlainTarget = z.enum([
  'method',
  /** Of the request target, without its query: as it came and, where its first segment names the bin, without that. */
  'path',
  /** Scheme, host, path and query. */
  'url',
  /** The whole field, or its media type alone: `application/json`. */
  'contentType',
  /** As text, its content coding undone. */
  'body',
  'provider',
  'eventType',
  'eventId',
  /** `verified`, `rejected` or `unverified`. */
  'verification',
  /** `local` or `tunnel`. */
  'via',
  /** `http` or `https`. */
  'scheme',
  'remoteAddress',
  /** How many requests have reached the rule and matched it otherwise, this one included. */
  'nth',
]);

/** And where it is one of several that needs a `name`: which header, which path. */
export const NamedTarget = z.enum([
  'query',
  'header',
  'cookie',
  /** An RFC 9535 query on the JSON body, such as `$.data.object.id`. */
  'jsonPath',
  /** Of a body that is `application/x-www-form-urlencoded` or `multipart/form-data`. */
  'formField',
]);

export const MatcherOperator = z.enum([
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  /** `*`, `?`, `[a-z]` and `{a,b}`; in a path `*` and `?` stop at a slash and `**` does not. */
  'glob',
  /** RE2's syntax; anywhere in the value unless it has `^` and `$`. */
  'regex',
  'exists',
  'oneOf',
  'lessThan',
  'greaterThan',
  /** `nth` only: every so many. */
  'everyNth',
]);
export type MatcherOperator = z.infer<typeof MatcherOperator>;

const comparison = {
  operator: MatcherOperator,
  /** What to compare with; for `oneOf` one value a line; ignored by `exists`. */
  value: z.string().max(10_000, 'must be at most 10,000 characters').default(''),
  isInverted: z.boolean().default(false),
  /** Ignored where numbers are compared. */
  isCaseSensitive: z.boolean().default(true),
};

/**
 * One predicate on a request. Of several values of one name any may match; what is not there matches nothing, so an
 * inverted matcher holds for it. Which operators go with which target says `shared/rules/operators.ts`.
 */
export const Matcher = z.discriminatedUnion('target', [
  z.strictObject({ target: PlainTarget, ...comparison }),
  z.strictObject({
    target: NamedTarget,
    name: z.string().min(1, 'must not be empty').max(1000, 'must be at most 1,000 characters'),
    ...comparison,
  }),
]);
export type Matcher = z.infer<typeof Matcher>;
export type MatcherTarget = Matcher['target'];

/** All of the matchers must hold, or any of them; no matcher at all matches every request. */
export const MatcherSet = z.strictObject({
  combine: z.enum(['all', 'any']).default('all'),
  matchers: z.array(Matcher).max(50, 'must be at most 50 matchers').default([]),
});
export type MatcherSet = z.infer<typeof MatcherSet>;
