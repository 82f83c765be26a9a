import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPart, queryPartsOf, renamed, revalued, withQueryParts } from './query.ts';

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
};

describe('reading a query', () => {
  it('decodes what a person reads and keeps what stands in the URL', () => {
    expect(queryPartsOf('http://h/p?a%20b=c+d&debug&x=%zz#f?y=1')).toEqual([
      { raw: 'a%20b=c+d', name: 'a b', value: 'c d', hasValue: true },
      { raw: 'debug', name: 'debug', value: '', hasValue: false },
      { raw: 'x=%zz', name: 'x', value: '%zz', hasValue: true },
    ]);
  });

  it('finds none in a URL without a query, with an empty one, or with a ? in its fragment', () => {
    expect(queryPartsOf('http://h/p')).toEqual([]);
    expect(queryPartsOf('http://h/p?')).toEqual([]);
    expect(queryPartsOf('http://h/p#a?b=1')).toEqual([]);
  });
});

describe('writing a query', () => {
  it('changes only the value that was edited', () => {
    const url = 'http://h/p?a=%7e&sig=a%2Fb+c&&z#frag';
    const parts = queryPartsOf(url);
    const edited = parts.map((part, index) => (index === 1 ? revalued(part, '1 & 2') : part));
    expect(withQueryParts(url, edited)).toBe('http://h/p?a=%7e&sig=1%20%26%202&&z#frag');
  });

  it('changes only the name that was edited', () => {
    const url = 'http://h/p?a=%7e';
    expect(withQueryParts(url, [renamed(at(queryPartsOf(url), 0), 'b=c')])).toBe('http://h/p?b%3Dc=%7e');
  });

  it('gives a bare name a value, and a name to a part that has none', () => {
    expect(revalued(at(queryPartsOf('?debug'), 0), '1').raw).toBe('debug=1');
    expect(renamed(at(queryPartsOf('?=1'), 0), 'a').raw).toBe('a=1');
  });

  it('drops the ? with the last part', () => {
    expect(withQueryParts('http://h/p?a=1#f', [])).toBe('http://h/p#f');
  });

  it('puts a query before the fragment of a URL that had none', () => {
    expect(withQueryParts('http://h/p#f', [newPart('a', '+')])).toBe('http://h/p?a=%2B#f');
  });
});

describe('for any input', () => {
  it('rows written back untouched give the same URL', () => {
    const url = fc.string({
      unit: fc.constantFrom('a', '?', '&', '=', '#', '%', '+', '/', '2', 'F', ' ', 'é'),
    });
    fc.assert(
      fc.property(url, (text) => {
        const parts = queryPartsOf(text);
        fc.pre(parts.length > 0);
        expect(withQueryParts(text, parts)).toBe(text);
      }),
    );
  });

  it('what is typed into a row is read back from the URL', () => {
    const typed = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(typed, typed, typed, (name, value, later) => {
        const [read, second] = queryPartsOf(
          withQueryParts('http://h/', [newPart(name, value), revalued(newPart('x', ''), later)]),
        );
        expect([read?.name, read?.value, second?.value]).toEqual([name, value, later]);
      }),
    );
  });
});
