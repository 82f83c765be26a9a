import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { Matcher, MatcherSet, type MatcherOperator } from '../model/matcher.ts';
import { ResponseRuleInput } from '../model/response-rule.ts';
import { checkMatchers } from './check-matchers.ts';
import { explain } from './explain.ts';
import { explainRule } from './explain-rule.ts';
import { matches } from './matches.ts';
import { operatorsOf } from './operators.ts';
import { makeFacts, type RequestSketch } from './testing/make-facts.ts';
import { judgeBySentence } from './testing/read-sentence.ts';

describe('a sentence', () => {
  test.each([
    [{}, 'All requests'],
    [
      {
        matchers: [
          { target: 'method', operator: 'equals', value: 'POST' },
          { target: 'header', name: 'X-GitHub-Event', operator: 'equals', value: 'push' },
          { target: 'jsonPath', name: '$.ref', operator: 'startsWith', value: 'refs/heads/' },
        ],
      },
      'POST requests whose header X-GitHub-Event is push and whose JSON $.ref starts with refs/heads/',
    ],
    [
      {
        combine: 'any',
        matchers: [
          { target: 'method', operator: 'equals', value: 'PUT', isInverted: true },
          { target: 'query', name: 'a b', operator: 'oneOf', value: 'x\nand\n1,5', isCaseSensitive: false },
          { target: 'nth', operator: 'everyNth', value: '3' },
        ],
      },
      'Requests whose method is not PUT or whose query parameter "a b" is one of x, "and" or "1,5" in any case or whose number is a multiple of 3',
    ],
  ])('%j', (set, sentence) => {
    expect(explain(MatcherSet.parse(set))).toBe(sentence);
  });

  test.each([
    [{ kind: 'reply', status: 204 }, 'All requests are answered with 204.'],
    [
      {
        kind: 'reply',
        status: 503,
        body: { text: 'é' },
        delayMs: 1500,
        fault: { kind: 'drip', bytesPerSecond: 1 },
      },
      'All requests are answered with 503 and a body of 2 bytes after 1.5 s, 1 byte a second.',
    ],
    [
      { kind: 'reply', status: 103, delayMs: 20 },
      'All requests are answered with an interim 103, then after 20 ms with the default reply.',
    ],
    [
      { kind: 'script', script: 'x', fault: { kind: 'truncate', sentBytes: 5 } },
      'All requests are answered by a script, cut off after 5 bytes.',
    ],
    [{ kind: 'hang' }, 'All requests get no reply: the connection is kept open for up to 300 s.'],
    [
      {
        kind: 'sequence',
        steps: [{ times: 3, respond: { kind: 'reset' } }, { respond: { kind: 'reply', status: 200 } }],
        atEnd: 'restart',
      },
      'All requests get no reply: the connection is reset 3 times, then are answered with 200 once, then from the start again.',
    ],
  ])('of a rule that answers %j', (respond, sentence) => {
    expect(explainRule(ResponseRuleInput.parse({ respond }))).toBe(sentence);
  });

  it('tells of a share', () => {
    const rule = { respond: { kind: 'reply', status: 500 }, share: { percent: 25, seed: 7 } };
    expect(explainRule(ResponseRuleInput.parse(rule))).toBe(
      '25 % of all requests, picked at random with seed 7, are answered with 500.',
    );
  });
});

/** Words that a sentence is made of, signs that it uses, and plain ones. */
const words = [
  'push',
  'Push',
  'and',
  'or whose',
  'a, b',
  'say "hi"',
  'in any case',
  '5',
  '12',
  'one of',
  'x\\y',
  'é',
  'is',
  'pu',
];
const patterns: Partial<Record<MatcherOperator, string[]>> = {
  regex: ['^pu', 'sh$', 'a.+b', '[0-9]'],
  glob: ['p*', '?ush', '*a*', '5'],
  lessThan: ['6', '0'],
  greaterThan: ['6', '0'],
};
const names = { header: 'X-Event', query: 'q', cookie: 'c', jsonPath: '$.a' } as const;

const matcher: fc.Arbitrary<Matcher> = fc
  .constantFrom(
    'method',
    'body',
    'eventType',
    'verification',
    'via',
    'nth',
    'header',
    'query',
    'cookie',
    'jsonPath' as const,
  )
  .chain((target) =>
    fc.record({ target: fc.constant(target), operator: fc.constantFrom(...operatorsOf[target]) }),
  )
  .chain(({ target, operator }) => {
    const pool =
      target === 'verification'
        ? ['verified', 'rejected', 'unverified']
        : target === 'via'
          ? ['local', 'tunnel']
          : target === 'nth'
            ? ['1', '2', '3']
            : target === 'method'
              ? (patterns[operator] ?? ['GET', 'POST', 'or', 'requests', 'whose'])
              : (patterns[operator] ?? words);
    return fc.record({
      target: fc.constant(target),
      ...(target in names ? { name: fc.constant(names[target as keyof typeof names]) } : {}),
      operator: fc.constant(operator),
      value:
        operator === 'oneOf'
          ? fc.subarray(pool, { minLength: 1 }).map((some) => some.join('\n'))
          : fc.constantFrom(...pool),
      isInverted: fc.boolean(),
      isCaseSensitive: fc.boolean(),
    });
  })
  .map((made) => Matcher.parse(made));

const maybe = fc.option(fc.constantFrom(...words), { nil: undefined });
const request: fc.Arbitrary<RequestSketch> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'or', 'requests', 'whose'),
    header: maybe,
    otherHeader: maybe,
    query: maybe,
    cookie: maybe,
    json: maybe,
    event: maybe,
    verification: fc.constantFrom('verified', 'rejected', 'unverified' as const),
    via: fc.constantFrom('local', 'tunnel' as const),
  })
  .map(({ method, header, otherHeader, query, cookie, json, event, verification, via }) => ({
    method,
    target: query === undefined ? '/inbox' : `/inbox?q=${encodeURIComponent(query)}`,
    headers: [
      ...[header, otherHeader].flatMap((value) => (value === undefined ? [] : [{ name: 'x-event', value }])),
      ...(cookie === undefined ? [] : [{ name: 'Cookie', value: `b=1; c=${cookie}` }]),
    ],
    body: JSON.stringify(json === undefined ? {} : { a: json }),
    recognition: { providerId: 'github', ...(event === undefined ? {} : { eventType: event }) },
    verification,
    via,
  }));

describe('a rule and its sentence', () => {
  it('agree on every request, read by someone who knows only the sentence', () => {
    let matched = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('all', 'any' as const),
        fc.array(matcher, { maxLength: 4 }),
        request,
        fc.integer({ min: 1, max: 4 }),
        (combine, matchers, sketch, nth) => {
          const set = { combine, matchers };
          fc.pre(checkMatchers(set).length === 0);
          const isMatching = matches(set, makeFacts(sketch), () => nth);
          matched += Number(isMatching);
          expect({ isMatching, sentence: explain(set) }).toEqual({
            isMatching: judgeBySentence(explain(set), sketch, nth),
            sentence: explain(set),
          });
        },
      ),
      { numRuns: 3000 },
    );
    // Both kinds of answer were put to the test.
    expect(matched).toBeGreaterThan(500);
    expect(matched).toBeLessThan(2500);
  });
});
