import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { checkReply } from './reply.ts';

const withHeader = (name: string, value: string) =>
  checkReply({ status: 200, headers: [{ name, value }], body: { text: '' } });

describe('a reply is checked before it is kept', () => {
  test.each([
    ['', 'x', /no name/],
    ['a b', 'x', /may hold only/],
    ['a:', 'x', /may hold only/],
    ['ü', 'x', /may hold only/],
    ['X', 'a\r\nb', /line break/],
    ['X', 'a\nb', /line break/],
    ['X', 'a\0b', /NUL/],
    ['X', '日本', /Latin-1/],
    ['X', 'a\u001bb', /control character/],
  ])('header %j with value %j is refused', (name, value, sentence) => {
    expect(withHeader(name, value)).toMatch(sentence);
  });

  test('for any header, it accepts exactly what node:http writes', () => {
    const isWritable = (name: string, value: string) => {
      try {
        validateHeaderName(name);
        validateHeaderValue(name, value);
        return true;
      } catch {
        return false;
      }
    };
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...Array.from('aZ-:\t\r\n\0 é\u007f\u0100')) }),
    );
    fc.assert(
      fc.property(text, text, (name, value) => {
        expect(withHeader(name, value) === undefined).toBe(isWritable(name, value));
      }),
      { numRuns: 2000 },
    );
  });
});
