import type { Matcher, MatcherOperator, MatcherTarget } from '../model/matcher.ts';

/** Which operators make sense for which target, and why the others do not. */

const TEXT: readonly MatcherOperator[] = [
  'equals',
  'contains',
  'startsWith',
  'endsWith',
  'glob',
  'regex',
  'oneOf',
];
const OPTIONAL: readonly MatcherOperator[] = [...TEXT, 'exists'];
const MEASURABLE: readonly MatcherOperator[] = [...OPTIONAL, 'lessThan', 'greaterThan'];
const CLOSED: readonly MatcherOperator[] = ['equals', 'oneOf'];

/** In the order in which they are offered. */
export const operatorsOf: Readonly<Record<MatcherTarget, readonly MatcherOperator[]>> = {
  method: TEXT,
  path: TEXT,
  url: TEXT,
  contentType: OPTIONAL,
  body: OPTIONAL,
  provider: OPTIONAL,
  eventType: OPTIONAL,
  eventId: OPTIONAL,
  verification: CLOSED,
  via: CLOSED,
  scheme: CLOSED,
  remoteAddress: TEXT,
  nth: ['equals', 'oneOf', 'lessThan', 'greaterThan', 'everyNth'],
  query: MEASURABLE,
  header: MEASURABLE,
  cookie: MEASURABLE,
  jsonPath: MEASURABLE,
  formField: MEASURABLE,
};

/** All that can be compared with, where it is a closed set. */
export const closedValues: Readonly<Partial<Record<MatcherTarget, readonly string[]>>> = {
  verification: ['verified', 'rejected', 'unverified'],
  via: ['local', 'tunnel'],
  scheme: ['http', 'https'],
};

/** As sentences name them. */
export const targetNames: Readonly<Record<MatcherTarget, string>> = {
  method: 'method',
  path: 'path',
  url: 'URL',
  contentType: 'content type',
  body: 'body',
  provider: 'provider',
  eventType: 'event type',
  eventId: 'event id',
  verification: 'verification',
  via: 'way in',
  scheme: 'scheme',
  remoteAddress: 'sender address',
  nth: 'number',
  query: 'query parameter',
  header: 'header',
  cookie: 'cookie',
  jsonPath: 'JSON',
  formField: 'form field',
};

/** One sentence part that says why the operator does not go with the target; `undefined` when it does. */
export function operatorProblem({
  target,
  operator,
}: Pick<Matcher, 'target' | 'operator'>): string | undefined {
  if (operatorsOf[target].includes(operator)) return undefined;
  const name = targetNames[target];
  const others = `use ${orList(operatorsOf[target])}`;
  if (operator === 'everyNth') return `counts requests, which only the target nth does; ${others}`;
  if (operator === 'exists') return `makes no difference: every request has a ${name}; ${others}`;
  if (target === 'nth') return `compares text, but the ${name} of a request is a number; ${others}`;
  const closed = closedValues[target];
  if (closed !== undefined) return `makes no sense for a ${name}, which is ${orList(closed)}; ${others}`;
  return `compares numbers, but a ${name} is text; ${others}`;
}

/** `a, b or c`. */
export function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}
