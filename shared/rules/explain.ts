import type { Matcher, MatcherSet } from '../model/matcher.ts';
import { linesOf } from './matcher-value.ts';
import { orList, targetNames } from './operators.ts';

/**
 * Which requests a set matches, as the beginning of a sentence: `POST requests whose header X-GitHub-Event is push and
 * whose JSON $.ref starts with refs/heads/`. Two sets that match different requests read differently.
 */
export function explain({ combine, matchers }: MatcherSet): string {
  if (matchers.length === 0) return 'All requests';
  const methods = combine === 'all' ? matchers.find(isPlainMethod) : undefined;
  const rest = matchers.filter((matcher) => matcher !== methods);
  const subject =
    methods === undefined ? 'Requests' : `${orList(linesOf(methods.value).map(quoted))} requests`;
  const clauses = rest.map((matcher) => `whose ${explainMatcher(matcher)}`);
  return [subject, clauses.join(combine === 'all' ? ' and ' : ' or ')]
    .filter((part) => part !== '')
    .join(' ');
}

/** `header X-GitHub-Event is push`. */
export function explainMatcher(matcher: Matcher): string {
  const { target, operator, isInverted, isCaseSensitive } = matcher;
  const name = 'name' in matcher ? `${targetNames[target]} ${quoted(matcher.name)}` : targetNames[target];
  const isText = target !== 'nth' && !['exists', 'lessThan', 'greaterThan'].includes(operator);
  return [name, phrase(matcher, isInverted), ...(isText && !isCaseSensitive ? ['in any case'] : [])].join(
    ' ',
  );
}

function isPlainMethod({ target, operator, isInverted, isCaseSensitive }: Matcher): boolean {
  return (
    target === 'method' && (operator === 'equals' || operator === 'oneOf') && !isInverted && isCaseSensitive
  );
}

function phrase({ operator, value }: Matcher, isInverted: boolean): string {
  const word = quoted(value);
  switch (operator) {
    case 'equals':
      return `${isInverted ? 'is not' : 'is'} ${word}`;
    case 'oneOf':
      return `${isInverted ? 'is not' : 'is'} one of ${orList(linesOf(value).map(quoted))}`;
    case 'contains':
      return `${isInverted ? 'does not contain' : 'contains'} ${word}`;
    case 'startsWith':
      return `${isInverted ? 'does not start' : 'starts'} with ${word}`;
    case 'endsWith':
      return `${isInverted ? 'does not end' : 'ends'} with ${word}`;
    case 'glob':
      return `${isInverted ? 'does not fit' : 'fits'} the pattern ${word}`;
    case 'regex':
      return `${isInverted ? 'does not match' : 'matches'} the regular expression ${word}`;
    case 'exists':
      return isInverted ? 'is missing' : 'is present';
    case 'lessThan':
      return `${isInverted ? 'is not' : 'is'} less than ${word}`;
    case 'greaterThan':
      return `${isInverted ? 'is not' : 'is'} greater than ${word}`;
    case 'everyNth':
      return `${isInverted ? 'is not' : 'is'} a multiple of ${word}`;
  }
}

/** A longer value is cut: a sentence is read, not copied. */
const SHOWN_LENGTH = 120;
/** Words that belong to the sentence and must not be taken for values. */
const RESERVED = new Set([
  'and',
  'or',
  'whose',
  'is',
  'not',
  'one',
  'less',
  'greater',
  'a',
  'in',
  'are',
  'requests',
]);

/** A word as it is; what could be misread, with spaces or signs in it, in double quotes and escaped as JSON does. */
export function quoted(value: string): string {
  const shown = value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value;
  if (/^[^\s",\p{C}]+$/u.test(shown) && !RESERVED.has(shown.toLowerCase())) return shown;
  return JSON.stringify(shown).replace(
    /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
