import type { Matcher, MatcherSet } from '../model/matcher.ts';
import { linesOf, numberOf } from './matcher-value.ts';
import { globToRegex } from './glob.ts';
import { compileJsonPath } from './json-path.ts';
import { closedValues, operatorProblem, orList, targetNames } from './operators.ts';
import { compileRegex } from './regex.ts';

/** What is wrong, as the end of a sentence that begins with where. */
export interface Problem {
  /** Such as `matchers.0.value`; of the part that was checked. */
  path: string;
  message: string;
}

/** What of a set can't work. Empty when all of it can. */
export function checkMatchers(set: MatcherSet): Problem[] {
  return set.matchers.flatMap((matcher, index) =>
    checkMatcher(matcher).map(({ path, message }) => ({ path: `matchers.${index}.${path}`, message })),
  );
}

function checkMatcher(matcher: Matcher): Problem[] {
  const problems: Problem[] = [];
  const add = (path: string, message: string | undefined) => {
    if (message !== undefined) problems.push({ path, message });
  };
  if ('name' in matcher) add('name', nameProblem(matcher.target, matcher.name));
  const operator = operatorProblem(matcher);
  if (operator !== undefined) add('operator', operator);
  else add('value', valueProblem(matcher));
  return problems;
}

/** `token` of RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function nameProblem(target: Matcher['target'], name: string): string | undefined {
  if (target === 'jsonPath') {
    const path = compileJsonPath(name);
    return 'problem' in path ? path.problem : undefined;
  }
  if (target === 'header' && !TOKEN.test(name)) {
    return name.includes(':')
      ? 'is no header name: leave the colon out, and put the value under value'
      : "is no header name: it may hold only letters, digits and ! # $ % & ' * + - . ^ _ ` | ~";
  }
  if (target === 'cookie' && /[=;,\s]/.test(name)) return 'is no cookie name: it may hold no = ; , or space';
  return undefined;
}

function valueProblem(matcher: Matcher): string | undefined {
  const { target, operator, value } = matcher;
  switch (operator) {
    case 'exists':
      return undefined;
    case 'regex': {
      if (value === '') return 'is empty, and would fit everything; write a regular expression';
      const regex = compileRegex(value, matcher.isCaseSensitive);
      return 'problem' in regex ? regex.problem : undefined;
    }
    case 'glob':
      return globProblem(matcher);
    case 'lessThan':
    case 'greaterThan':
      return numberOf(value) === undefined ? `must be a number, not ${JSON.stringify(value)}` : undefined;
    case 'everyNth':
      return isCount(value) ? undefined : 'must be a whole number from 1';
    case 'oneOf': {
      const lines = linesOf(value);
      if (lines.length === 0) return 'is empty; write one value a line';
      return lines
        .map((line) => literalProblem(target, operator, line))
        .find((problem) => problem !== undefined);
    }
    case 'equals':
      return literalProblem(target, operator, value);
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      if (value === '') return 'is empty, and would fit everything';
      return literalProblem(target, operator, value);
  }
}

function globProblem({ target, value, isCaseSensitive }: Matcher): string | undefined {
  if (value === '') return 'is empty; write a pattern such as *';
  if (target === 'path' && !/^[/*?[{\\]/.test(value))
    return `can’t fit: a path starts with /, so write /${value}`;
  const source = globToRegex(value, target === 'path');
  if (typeof source !== 'string') return source.problem;
  const regex = compileRegex(source, isCaseSensitive);
  return 'problem' in regex ? `is no pattern: it ${regex.problem}` : undefined;
}

/** A text that can never be found where it is looked for. */
function literalProblem(
  target: Matcher['target'],
  operator: Matcher['operator'],
  value: string,
): string | undefined {
  const closed = closedValues[target];
  if (closed !== undefined) {
    return closed.includes(value)
      ? undefined
      : `must be ${orList(closed)}, which is all a ${targetNames[target]} can be`;
  }
  const isWhole = operator === 'equals' || operator === 'oneOf';
  switch (target) {
    case 'nth':
      return isCount(value) ? undefined : 'must be a whole number from 1';
    case 'method':
      return TOKEN.test(value) ? undefined : 'is no method: it may hold no spaces or separators';
    case 'path':
      if (/[?#]/.test(value))
        return 'can’t be found in a path: what follows the ? is matched with the target query';
      if ((isWhole || operator === 'startsWith') && !value.startsWith('/') && value !== '*') {
        return `can’t fit: a path starts with /, so write /${value}`;
      }
      return /\s/.test(value) ? 'can’t be found in a path: a space is written %20 there' : undefined;
    default:
      return undefined;
  }
}

function isCount(value: string): boolean {
  return /^\d{1,9}$/.test(value) && Number(value) >= 1;
}
