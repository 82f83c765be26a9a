import type { Matcher, MatcherOperator, MatcherTarget } from '../../../../shared/model/matcher.ts';
import { closedValues, operatorsOf } from '../../../../shared/rules/operators.ts';

/** What a matcher can look at, in the order in which it is offered. */
export const targets: readonly { value: MatcherTarget; label: string }[] = [
  { value: 'method', label: 'Method' },
  { value: 'path', label: 'Path' },
  { value: 'query', label: 'Query parameter' },
  { value: 'header', label: 'Header' },
  { value: 'cookie', label: 'Cookie' },
  { value: 'contentType', label: 'Content type' },
  { value: 'jsonPath', label: 'JSON path' },
  { value: 'formField', label: 'Form field' },
  { value: 'body', label: 'Body text' },
  { value: 'provider', label: 'Provider' },
  { value: 'eventType', label: 'Event type' },
  { value: 'eventId', label: 'Event id' },
  { value: 'verification', label: 'Verification' },
  { value: 'nth', label: 'Nth request' },
  { value: 'url', label: 'URL' },
  { value: 'scheme', label: 'Scheme' },
  { value: 'via', label: 'Way in' },
  { value: 'remoteAddress', label: 'Sender address' },
];

export type NamedTarget = Extract<Matcher, { name: string }>['target'];

const namePlaceholders: Record<NamedTarget, string> = {
  query: 'auth',
  header: 'X-GitHub-Event',
  cookie: 'session',
  jsonPath: '$.data.object.id',
  formField: 'Body',
};

export const namePlaceholder = (target: NamedTarget): string => namePlaceholders[target];

/** What stands in the way of nothing being there yet: an example of a value. */
export const valuePlaceholders: Partial<Record<MatcherTarget, string>> = {
  method: 'POST',
  path: '/orders/*',
  contentType: 'application/json',
  provider: 'stripe',
  eventType: 'invoice.paid',
  nth: '3',
  remoteAddress: '203.0.113.9',
};

const phrases: Record<MatcherOperator, [string, string]> = {
  equals: ['is', 'is not'],
  oneOf: ['is one of', 'is not one of'],
  contains: ['contains', 'does not contain'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
  glob: ['fits the pattern', 'does not fit the pattern'],
  regex: ['matches the regex', 'does not match the regex'],
  exists: ['is present', 'is missing'],
  lessThan: ['is less than', 'is not less than'],
  greaterThan: ['is greater than', 'is not greater than'],
  everyNth: ['is a multiple of', 'is not a multiple of'],
};

/** An operator, inverted or not, as one choice: `equals` or `!equals`. */
export const comparisonOf = ({ operator, isInverted }: Pick<Matcher, 'operator' | 'isInverted'>): string =>
  `${isInverted ? '!' : ''}${operator}`;

export const comparisonsOf = (target: MatcherTarget): { value: string; label: string }[] =>
  operatorsOf[target].flatMap((operator) =>
    [false, true].map((isInverted) => ({
      value: comparisonOf({ operator, isInverted }),
      label: phrases[operator][isInverted ? 1 : 0],
    })),
  );

export const withComparison = (matcher: Matcher, comparison: string): Matcher => ({
  ...matcher,
  operator: comparison.replace(/^!/, '') as MatcherOperator,
  isInverted: comparison.startsWith('!'),
});

/** The matcher with another target, and as much of the rest as goes with it. */
export function withTarget(matcher: Matcher, target: MatcherTarget): Matcher {
  const { operator, isInverted, isCaseSensitive } = matcher;
  const isKept = operatorsOf[target].includes(operator);
  const rest = {
    operator: isKept ? operator : (operatorsOf[target][0] ?? 'equals'),
    value: closedValues[target]?.[0] ?? (closedValues[matcher.target] === undefined ? matcher.value : ''),
    isInverted: isKept && isInverted,
    isCaseSensitive,
  };
  switch (target) {
    case 'query':
    case 'header':
    case 'cookie':
    case 'jsonPath':
    case 'formField': {
      const name = 'name' in matcher ? matcher.name : '';
      return { target, name: target === 'jsonPath' && name === '' ? '$.' : name, ...rest };
    }
    default:
      return { target, ...rest };
  }
}

export const freshMatcher = (): Matcher => ({
  target: 'header',
  name: '',
  operator: 'equals',
  value: '',
  isInverted: false,
  isCaseSensitive: true,
});
