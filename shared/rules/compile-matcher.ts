import type { Matcher } from '../model/matcher.ts';
import { compileJsonPath } from './json-path.ts';
import { globToRegex } from './glob.ts';
import { compileRegex } from './regex.ts';
import type { RequestFacts } from './request-facts.ts';
import { linesOf, numberOf } from './matcher-value.ts';
import { valueReader, type FoundValue } from './found-values.ts';

/** A matcher made ready, so that a request costs only the comparison. */
export interface CompiledMatcher {
  /** Without regard to inversion. `nth` is the number of the request, where the matcher asks for it. */
  fits(facts: RequestFacts, nth: number | undefined): boolean;
  /** What the matcher looks at in this request; empty where there is nothing. */
  read(facts: RequestFacts): readonly FoundValue[];
}

const compiled = new WeakMap<Matcher, CompiledMatcher>();

/** Rules are replaced, never changed, so what was made for a matcher object stays true. */
export function compileMatcher(matcher: Matcher): CompiledMatcher {
  const known = compiled.get(matcher);
  if (known !== undefined) return known;
  const made = make(matcher);
  compiled.set(matcher, made);
  return made;
}

function make(matcher: Matcher): CompiledMatcher {
  const read = readerOf(matcher);
  if (matcher.target === 'nth') {
    const holds = numberTest(matcher);
    return { read, fits: (_facts, nth) => nth !== undefined && holds(nth) };
  }
  const { operator } = matcher;
  if (operator === 'exists') return { read, fits: (facts) => read(facts).length > 0 };
  if (operator === 'lessThan' || operator === 'greaterThan') {
    const holds = numberTest(matcher);
    return {
      read,
      fits: (facts) =>
        read(facts).some((value) => {
          const number = value.number ?? numberOf(value.text);
          return number !== undefined && holds(number);
        }),
    };
  }
  if (operator === 'regex' || operator === 'glob') {
    const regex = patternOf(matcher);
    return { read, fits: (facts) => regex?.isFoundIn(textsOf(read(facts))) ?? false };
  }
  const test = textTest(matcher);
  return { read, fits: (facts) => read(facts).some(test) };
}

function readerOf(matcher: Matcher): CompiledMatcher['read'] {
  if (matcher.target !== 'jsonPath') return valueReader(matcher);
  const path = compileJsonPath(matcher.name);
  return 'problem' in path ? () => [] : valueReader(matcher, path);
}

function* textsOf(values: readonly FoundValue[]): Iterable<string> {
  for (const { text } of values) yield text;
}

/** The regular expression of a `regex` or `glob` matcher; `undefined` when it is none, which saving refuses. */
function patternOf({ target, operator, value, isCaseSensitive }: Matcher) {
  const source = operator === 'regex' ? value : globToRegex(value, target === 'path');
  if (typeof source !== 'string') return undefined;
  const regex = compileRegex(source, isCaseSensitive);
  return 'problem' in regex ? undefined : regex;
}

function textTest({ operator, value, isCaseSensitive }: Matcher): (found: FoundValue) => boolean {
  const fold = isCaseSensitive ? (text: string) => text : (text: string) => text.toLowerCase();
  const wanted = fold(value);
  switch (operator) {
    case 'contains':
      return ({ text }) => fold(text).includes(wanted);
    case 'startsWith':
      return ({ text }) => fold(text).startsWith(wanted);
    case 'endsWith':
      return ({ text }) => fold(text).endsWith(wanted);
    case 'oneOf': {
      const values = linesOf(value);
      const texts = new Set(values.map(fold));
      const numbers = new Set(values.flatMap((line) => numberOf(line) ?? []));
      return ({ text, number }) => texts.has(fold(text)) || (number !== undefined && numbers.has(number));
    }
    default: {
      // A JSON number is the same number however it is written.
      const wantedNumber = numberOf(value);
      return ({ text, number }) => fold(text) === wanted || (number !== undefined && number === wantedNumber);
    }
  }
}

function numberTest({ operator, value }: Matcher): (number: number) => boolean {
  const wanted = numberOf(value) ?? NaN;
  switch (operator) {
    case 'lessThan':
      return (number) => number < wanted;
    case 'greaterThan':
      return (number) => number > wanted;
    case 'everyNth':
      return (number) => number % wanted === 0;
    case 'oneOf': {
      const numbers = new Set(linesOf(value).flatMap((line) => numberOf(line) ?? []));
      return (number) => numbers.has(number);
    }
    default:
      return (number) => number === wanted;
  }
}
