import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseForm, parseQuery, queryOf } from './form.ts';

describe('forms and queries', () => {
  test('order, duplicates and empty values are kept, and the text as sent beside the decoded', () => {
    expect(parseForm('a=1&b&a=%C3%A9+x&=v&c=')).toEqual([
      { name: 'a', value: '1', rawName: 'a', rawValue: '1', hasValue: true },
      { name: 'b', value: '', rawName: 'b', rawValue: '', hasValue: false },
      { name: 'a', value: 'é x', rawName: 'a', rawValue: '%C3%A9+x', hasValue: true },
      { name: '', value: 'v', rawName: '', rawValue: 'v', hasValue: true },
      { name: 'c', value: '', rawName: 'c', rawValue: '', hasValue: true },
    ]);
  });

  test('an escape that is no UTF-8 stays as it is', () => {
    expect(parseForm('a=%FF%zz%20%')[0]?.value).toBe('%FF%zz ' + '%');
  });

  test('for any pairs, what URLSearchParams writes is read back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'grapheme' }))),
        (pairs) => {
          const text = new URLSearchParams(pairs).toString();
          expect(parseForm(text).map(({ name, value }) => [name, value])).toEqual(pairs);
        },
      ),
    );
  });

  test('for any text, the pairs as sent put the text together again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('ab=&%2+é')) }), (text) => {
        const again = parseForm(text).map((pair) =>
          pair.hasValue ? `${pair.rawName}=${pair.rawValue}` : pair.rawName,
        );
        expect(again.join('&')).toBe(text.replace(/&+/g, '&').replace(/^&|&$/g, ''));
      }),
    );
  });

  test('the query of a target ends at its fragment', () => {
    expect(queryOf('/p?a=1?b#c?d')).toBe('a=1?b');
    expect(queryOf('/p#?x')).toBeUndefined();
    expect(parseQuery('/p')).toEqual([]);
    expect(parseQuery('http://h/p?x=1')[0]?.name).toBe('x');
  });
});
