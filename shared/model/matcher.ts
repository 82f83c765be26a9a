import { z } from 'zod';

/** What of a request a matcher looks at. Those of the second list need a `name`: which header, which path. */
export const PlainTarget = z.enum([
  'method',
  'path',
  'url',
  'contentType',
  'body',
  'provider',
  'eventType',
  'eventId',
  'verification',
  'via',
  'scheme',
  'remoteAddress',
  /** How many requests this rule has seen match otherwise, counted from 1. */
  'nth',
]);
export const NamedTarget = z.enum(['query', 'header', 'cookie', 'jsonPath', 'formField']);

export const MatcherOperator = z.enum([
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  'glob',
  'regex',
  'exists',
  'oneOf',
  'lessThan',
  'greaterThan',
  /** `nth` only: every so many. */
  'everyNth',
]);
export type MatcherOperator = z.infer<typeof MatcherOperator>;

const shared = {
  operator: MatcherOperator,
  /** What to compare with; for `oneOf` one value a line; ignored by `exists`. */
  value: z.string().max(10_000).default(''),
  isInverted: z.boolean().default(false),
  isCaseSensitive: z.boolean().default(true),
};

/** One predicate on a request. */
export const Matcher = z.union([
  z.strictObject({ target: PlainTarget, ...shared }),
  z.strictObject({ target: NamedTarget, name: z.string().min(1).max(1000), ...shared }),
]);
export type Matcher = z.infer<typeof Matcher>;
export type MatcherTarget = Matcher['target'];

/** All of the matchers must hold, or any of them; no matcher at all matches every request. */
export const MatcherSet = z.strictObject({
  combine: z.enum(['all', 'any']).default('all'),
  matchers: z.array(Matcher).max(50).default([]),
});
export type MatcherSet = z.infer<typeof MatcherSet>;
