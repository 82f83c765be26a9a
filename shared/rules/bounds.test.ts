import { describe, expect, it, test } from 'vitest';
import { Matcher } from '../model/matcher.ts';
import { checkMatchers } from './check-matchers.ts';
import { globToRegex } from './glob.ts';
import { compileJsonPath } from './json-path.ts';
import { matches } from './matches.ts';
import { compileRegex } from './regex.ts';
import { makeFacts, type RequestSketch } from './testing/make-facts.ts';

/** Each of these would keep a backtracking engine, or one without bounds, busy for longer than a test may take. */

const regex = (pattern: string) => {
  const compiled = compileRegex(pattern, true);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled;
};
const valuesAt = (path: string, document: unknown) => {
  const compiled = compileJsonPath(path);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled.valuesIn(document);
};
const holds = (matcher: object, sketch: RequestSketch) =>
  matches({ combine: 'all', matchers: [Matcher.parse(matcher)] }, makeFacts(sketch));

describe('a regular expression', () => {
  test.each(['(a+)+$', '(a|aa)+$', '(.*)*x', '([a-z]+)*=', '(?:a?){30}a{30}b'])('%s is linear', (pattern) => {
    expect(regex(pattern).isFoundIn([`${'a'.repeat(1_000_000)}!`])).toBe(false);
  });

  it('takes no longer than its reach, which is shorter the larger it is', () => {
    const large = regex('(?:[ab]*a[ab]{300}){1}[c]');
    expect(large.reach).toBeLessThan(regex('c').reach);
    const text = `c${'ab'.repeat(2_000_000)}`;
    expect(large.isFoundIn([text])).toBe(false);
    expect(regex('c').isFoundIn([`${'a'.repeat(regex('c').reach)}c`])).toBe(false);
    expect(regex('c').isFoundIn([`${'a'.repeat(regex('c').reach - 1)}c`])).toBe(true);
  });
});

describe('a JSON path', () => {
  it('stops at a number of steps', () => {
    let chain: unknown = 1;
    for (let depth = 0; depth < 150; depth += 1) chain = { next: chain };
    // Each of these steps through what the one before found: more than a hundred million.
    expect(valuesAt('$..*..*..*..*..*..x', chain)).toEqual([]);
    expect(valuesAt('$..*..*..*..*', chain).length).toBeLessThanOrEqual(10_000);
    const wide = Array.from({ length: 20_000 }, () => ({ index: 1 }));
    expect(valuesAt('$[?count($..*) > @.index]', wide)).toEqual([]);
    expect(valuesAt('$..next', chain)).toHaveLength(150);
  });

  it('does not follow what is nested without end', () => {
    let nested: unknown = 1;
    for (let depth = 0; depth < 50_000; depth += 1) nested = [nested];
    expect(valuesAt('$..a', nested)).toEqual([]);
    expect(
      holds({ target: 'jsonPath', name: '$..a', operator: 'exists' }, { body: '['.repeat(100_000) }),
    ).toBe(false);
  });

  it('matches patterns of the document in linear time', () => {
    const document = [{ text: `${'a'.repeat(200_000)}!`, pattern: '(a+)+$' }];
    expect(valuesAt("$[?search(@.text, '(a+)+$')]", document)).toEqual([]);
    expect(valuesAt('$[?match(@.text, @.pattern)]', document)).toEqual([]);
    expect(valuesAt("$[?match(@.text, 'a+!')].pattern", document)).toEqual(['(a+)+$']);
  });
});

describe('a pattern', () => {
  test.each([
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/c', false],
    ['/a/**', '/a/b/c', true],
    ['/a/**', '/a', true],
    ['/a/**/d', '/a/d', true],
    ['/a/**/d', '/a/b/c/d', true],
    ['/a/?', '/a//', false],
    ['/{a,b}/[0-9]', '/b/7', true],
    ['/{a,b}/[!0-9]', '/b/7', false],
    ['/a.b', '/axb', false],
    ['/\\*', '/*', true],
    ['/\\*', '/x', false],
    ['/(a+)+', '/(a+)+', true],
    ['/a*', '/a\nb', true],
  ])('%s on the path %s: %s', (glob, path, isFitting) => {
    const source = globToRegex(glob, true);
    expect(typeof source === 'string' && regex(source).isFoundIn([path])).toBe(isFitting);
  });

  it('knows no slash elsewhere', () => {
    const source = globToRegex('GitHub-*/1', false);
    expect(typeof source === 'string' && regex(source).isFoundIn(['GitHub-Hook/shot/1'])).toBe(true);
  });

  it.each(['/a[', '/{a', '/a\\'])('%s is none', (glob) => {
    expect(
      checkMatchers({
        combine: 'all',
        matchers: [Matcher.parse({ target: 'path', operator: 'glob', value: glob })],
      }),
    ).toHaveLength(1);
  });
});

describe('what rules see', () => {
  const path = (value: string) => ({ target: 'path', operator: 'equals', value });
  test.each([
    [path('/orders'), { target: '/inbox/orders?a=/b' }, true],
    [path('/inbox/orders'), { target: '/inbox/orders' }, true],
    [path('/'), { target: '/inbox' }, true],
    [path('/orders'), { target: 'http://h/inbox/orders' }, true],
    [path('/orders'), { target: '/%69nbox/orders' }, true],
    [path('*'), { method: 'OPTIONS', target: '*' }, true],
    [
      { target: 'cookie', name: 'b', operator: 'equals', value: '2=3' },
      { headers: [{ name: 'cookie', value: 'a=1;b=2=3' }] },
      true,
    ],
    [
      { target: 'header', name: 'X-Name', operator: 'equals', value: 'café' },
      { headers: [{ name: 'x-name', value: 'caf\xc3\xa9' }] },
      true,
    ],
    [
      { target: 'header', name: 'X-Name', operator: 'equals', value: 'café' },
      { headers: [{ name: 'x-name', value: 'caf\xe9' }] },
      true,
    ],
    [
      { target: 'body', operator: 'equals', value: 'Zürich' },
      {
        headers: [{ name: 'content-type', value: 'text/plain; charset=iso-8859-1' }],
        body: Buffer.from('Z\xfcrich', 'latin1'),
      },
      true,
    ],
    [
      { target: 'formField', name: 'file', operator: 'endsWith', value: '.png' },
      {
        headers: [{ name: 'content-type', value: 'multipart/form-data; boundary=XX' }],
        body: '--XX\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nbytes\r\n--XX--\r\n',
      },
      true,
    ],
    [{ target: 'jsonPath', name: '$.n', operator: 'equals', value: '1.0' }, { body: '{"n":1}' }, true],
    [
      { target: 'jsonPath', name: '$.n', operator: 'equals', value: '12345678901234567890' },
      { body: '{"n":12345678901234567890}' },
      true,
    ],
    [
      { target: 'jsonPath', name: '$.o', operator: 'equals', value: '{"a":null}' },
      { body: '{"o":{"a":null}}' },
      true,
    ],
    [{ target: 'jsonPath', name: '$.a', operator: 'exists' }, { body: '{"a":null}' }, true],
    [{ target: 'jsonPath', name: '$.a', operator: 'exists' }, { body: 'not json' }, false],
    [
      { target: 'query', name: 'a b', operator: 'equals', value: 'c d' },
      { target: '/inbox?a+b=c%20d' },
      true,
    ],
  ] satisfies [object, RequestSketch, boolean][])('%j of %j: %s', (matcher, sketch, isHolding) => {
    expect(holds(matcher, sketch)).toBe(isHolding);
  });
});
