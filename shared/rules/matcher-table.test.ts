import { describe, expect, it, test } from 'vitest';
import { Matcher, MatcherOperator, NamedTarget, PlainTarget, type MatcherTarget } from '../model/matcher.ts';
import { checkMatchers } from './check-matchers.ts';
import { matches } from './matches.ts';
import { operatorsOf } from './operators.ts';
import { makeFacts, type RequestSketch } from './testing/make-facts.ts';

/**
 * Every target with every operator: a request that fits, one that does not, one that has nothing of the kind (where that
 * can be), and the same inverted; or the reason for which saving refuses it.
 */
interface Row {
  name?: string;
  /** The value to compare with, by operator. */
  values: Partial<Record<MatcherOperator, string>>;
  fitting: RequestSketch;
  other: RequestSketch;
  /** Absent where every request has one. */
  missing?: RequestSketch;
  nth?: { fitting: number; other: (operator: MatcherOperator) => number };
}

const form = [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }];
const text = (value: string, part: string, glob: string, regex: string) => ({
  equals: value,
  contains: part,
  startsWith: value.slice(0, 3),
  endsWith: value.slice(-3),
  glob,
  regex,
  oneOf: `nothing\n${value}`,
});
const measured = { lessThan: '43', greaterThan: '41', exists: '' };
const number42 = {
  ...text('42.5', '2.', '4?.*', '^4\\d'),
  ...measured,
  startsWith: '42',
  endsWith: '.5',
  greaterThan: '42.4',
};

const rows: Record<MatcherTarget, Row> = {
  method: {
    values: text('PATCH', 'ATC', 'P*', '^PA'),
    fitting: { method: 'PATCH' },
    other: { method: 'GET' },
  },
  path: {
    values: { ...text('/orders/7', 'ders', '/orders/*', '/\\d$'), endsWith: '/7', oneOf: '/a\n/orders/7' },
    fitting: { target: '/inbox/orders/7?x=/none' },
    other: { target: '/inbox/none?x=/orders/7' },
  },
  url: {
    values: {
      ...text('https://h.test/inbox?a=1', '?a=', 'https://*?a=1', 'inbox.a=1$'),
      startsWith: 'https',
    },
    fitting: { scheme: 'https', target: '/inbox?a=1', headers: [{ name: 'Host', value: 'h.test' }] },
    other: { target: '/inbox?b=1', headers: [{ name: 'Host', value: 'x.example' }] },
  },
  contentType: {
    values: { ...text('application/json', 'json', 'application/*', '/json'), exists: '' },
    fitting: { headers: [{ name: 'content-type', value: 'Application/JSON; charset=utf-8' }] },
    other: { headers: [{ name: 'content-type', value: 'text/plain' }] },
    missing: {},
  },
  body: {
    values: { ...text('hello world', 'o w', 'hello*', 'wor'), oneOf: 'x\nhello world', exists: '' },
    fitting: { body: 'hello world' },
    other: { body: 'bye' },
    missing: {},
  },
  provider: {
    values: { ...text('stripe', 'rip', 's*e', '^st'), exists: '' },
    fitting: { recognition: { providerId: 'stripe' } },
    other: { recognition: { providerId: 'github' } },
    missing: {},
  },
  eventType: {
    values: { ...text('invoice.paid', 'voice.', 'invoice.*', 'paid$'), exists: '' },
    fitting: { recognition: { providerId: 'stripe', eventType: 'invoice.paid' } },
    other: { recognition: { providerId: 'stripe', eventType: 'other' } },
    missing: { recognition: { providerId: 'stripe' } },
  },
  eventId: {
    values: { ...text('evt_123', 't_1', 'evt_*', '\\d+$'), exists: '' },
    fitting: { recognition: { providerId: 'stripe', eventId: 'evt_123' } },
    other: { recognition: { providerId: 'stripe', eventId: 'other' } },
    missing: {},
  },
  verification: {
    values: { equals: 'rejected', oneOf: 'rejected' },
    fitting: { verification: 'rejected' },
    other: { verification: 'verified' },
  },
  via: { values: { equals: 'tunnel', oneOf: 'tunnel' }, fitting: { via: 'tunnel' }, other: { via: 'local' } },
  scheme: {
    values: { equals: 'https', oneOf: 'https' },
    fitting: { scheme: 'https' },
    other: { scheme: 'http' },
  },
  remoteAddress: {
    values: text('192.0.2.77', '.2.', '192.0.*', '\\.77$'),
    fitting: { remoteAddress: '192.0.2.77' },
    other: { remoteAddress: '::1' },
  },
  nth: {
    values: { equals: '3', oneOf: '2\n3', lessThan: '4', greaterThan: '2', everyNth: '3' },
    fitting: {},
    other: {},
    nth: { fitting: 3, other: (operator) => (operator === 'greaterThan' ? 2 : 4) },
  },
  query: {
    name: 'q',
    values: number42,
    fitting: { target: '/inbox?p=x&q=42.5' },
    other: { target: '/inbox?p=42.5&q=none' },
    missing: { target: '/inbox?p=42.5' },
  },
  header: {
    name: 'x-amount',
    values: number42,
    fitting: { headers: [{ name: 'X-Amount', value: '42.5' }] },
    other: {
      headers: [
        { name: 'X-Amount', value: 'none' },
        { name: 'X-Other', value: '42.5' },
      ],
    },
    missing: { headers: [{ name: 'X-Other', value: '42.5' }] },
  },
  cookie: {
    name: 'n',
    values: number42,
    fitting: { headers: [{ name: 'Cookie', value: 'm=x; n=42.5' }] },
    other: { headers: [{ name: 'Cookie', value: 'm=42.5; n=none' }] },
    missing: { headers: [{ name: 'Cookie', value: 'm=42.5; N=42.5' }] },
  },
  jsonPath: {
    name: '$.a[1]',
    values: number42,
    fitting: { body: '{"a":[0,42.5]}' },
    other: { body: '{"a":[42.5,"none"]}' },
    missing: { body: '{"b":42.5}' },
  },
  formField: {
    name: 'f',
    values: number42,
    fitting: { headers: form, body: 'e=x&f=42.5' },
    other: { headers: form, body: 'e=42.5&f=none' },
    missing: { headers: form, body: 'e=42.5' },
  },
};

const matcherOf = (target: MatcherTarget, operator: MatcherOperator, change: object = {}): Matcher => {
  const { name, values } = rows[target];
  return Matcher.parse({
    target,
    operator,
    value: values[operator] ?? 'x',
    ...(name === undefined ? {} : { name }),
    ...change,
  });
};
const set = (...matchers: Matcher[]) => ({ combine: 'all' as const, matchers });

const targets: MatcherTarget[] = [...PlainTarget.options, ...NamedTarget.options];
const pairs = targets.flatMap((target) => MatcherOperator.options.map((operator) => ({ target, operator })));

const isAllowed = ({ target, operator }: (typeof pairs)[number]) => operatorsOf[target].includes(operator);

describe('what goes together', () => {
  test.each(pairs.filter(isAllowed))(
    '$target $operator fits what it says, and the rest when inverted',
    (pair) => {
      const { target, operator } = pair;
      const row = rows[target];
      expect(row.values[operator]).toBeDefined();
      const plain = matcherOf(target, operator, { isCaseSensitive: target !== 'contentType' });
      const inverted = { ...plain, isInverted: true };
      expect(checkMatchers(set(plain, inverted))).toEqual([]);
      const judge = (sketch: RequestSketch, nth: number | undefined) => {
        const facts = makeFacts(sketch);
        const count = nth === undefined ? undefined : () => nth;
        const isFitting = matches(set(plain), facts, count);
        expect(matches(set(inverted), facts, count)).toBe(!isFitting);
        return isFitting;
      };
      expect(judge(row.fitting, row.nth?.fitting)).toBe(true);
      // All that has something of the kind exists.
      if (operator !== 'exists') expect(judge(row.other, row.nth?.other(operator))).toBe(false);
      if (row.missing !== undefined) expect(judge(row.missing, undefined)).toBe(false);
    },
  );
});

describe('what does not', () => {
  test.each(pairs.filter((pair) => !isAllowed(pair)))(
    '$target $operator is refused when saved, with the reason and what to use',
    ({ target, operator }) => {
      const [problem, ...others] = checkMatchers(set(matcherOf(target, operator)));
      expect(others).toEqual([]);
      expect(problem?.path).toBe('matchers.0.operator');
      expect(problem?.message).toMatch(/^(?:counts|makes|compares) .+; use .+/);
    },
  );
});

describe('several values of one name', () => {
  const twice: [MatcherTarget, RequestSketch][] = [
    ['query', { target: '/inbox?q=1&q=42.5' }],
    [
      'header',
      {
        headers: [
          { name: 'X-Amount', value: '1' },
          { name: 'x-amount', value: '42.5' },
        ],
      },
    ],
    [
      'cookie',
      {
        headers: [
          { name: 'Cookie', value: 'n=1' },
          { name: 'Cookie', value: 'n=42.5' },
        ],
      },
    ],
    ['formField', { headers: form, body: 'f=1&f=42.5' }],
  ];
  test.each(twice)('any %s may match', (target, sketch) => {
    const facts = makeFacts(sketch);
    for (const operator of operatorsOf[target]) {
      expect(matches(set(matcherOf(target, operator)), facts)).toBe(true);
      expect(matches(set(matcherOf(target, operator, { isInverted: true })), facts)).toBe(false);
    }
  });

  it('any value at a JSON path may match', () => {
    const path = Matcher.parse({
      target: 'jsonPath',
      name: '$.items[*].sku',
      operator: 'equals',
      value: 'b',
    });
    expect(matches(set(path), makeFacts({ body: '{"items":[{"sku":"a"},{"sku":"b"}]}' }))).toBe(true);
    expect(matches(set(path), makeFacts({ body: '{"items":[{"sku":"a"}]}' }))).toBe(false);
  });
});

describe('case', () => {
  const operators: MatcherOperator[] = [
    'equals',
    'contains',
    'startsWith',
    'endsWith',
    'glob',
    'regex',
    'oneOf',
  ];
  test.each(operators)('%s regards it unless told otherwise', (operator) => {
    const values = { ...text('PUSH', 'US', 'P*H', '^P'), startsWith: 'PU', endsWith: 'SH' };
    const matcher = {
      target: 'header',
      name: 'X-Event',
      operator,
      value: values[operator as keyof typeof values],
    };
    const facts = makeFacts({ headers: [{ name: 'x-event', value: 'push' }] });
    expect(matches(set(Matcher.parse(matcher)), facts)).toBe(false);
    expect(matches(set(Matcher.parse({ ...matcher, isCaseSensitive: false })), facts)).toBe(true);
  });
});
