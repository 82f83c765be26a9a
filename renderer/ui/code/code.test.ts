import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAll, firstAtOrAfter, MAX_MATCHES } from './find.ts';
import { indexRows, rowAt } from './rows.ts';
import { spansOfRow } from './spans.ts';
import { tokenizeLine, type CodeLanguage } from './tokens.ts';

const rowsOf = (text: string) => {
  const index = indexRows(text);
  return Array.from({ length: index.rowCount }, (_, row) => text.slice(index.starts[row], index.ends[row]));
};
const languages: CodeLanguage[] = ['json', 'xml', 'text'];
const pieces = fc.constantFrom(
  'a',
  '"',
  '\\',
  '{',
  '<',
  '>',
  '-',
  '1',
  '\n',
  '\r',
  ' ',
  '=',
  '\u202e',
  '😀',
  ':',
);
const anyText = fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join(''));

describe('indexRows', () => {
  it('makes a row of each line, without its end', () => {
    expect(rowsOf('a\r\n\nb')).toEqual(['a', '', 'b']);
    expect(rowsOf('')).toEqual(['']);
    expect(rowsOf('a\n')).toEqual(['a', '']);
  });

  it('cuts a long line, never through a character', () => {
    // The first letter makes the cut fall into the middle of a pair.
    const line = `a${'😀'.repeat(1200)}`;
    const index = indexRows(`${line}\nend`);
    const rows = rowsOf(`${line}\nend`);
    expect(rows.slice(0, -1).join('')).toBe(line);
    expect(rows.every((row) => !/\p{Cs}/u.test(row))).toBe(true);
    expect(index.lineCount).toBe(2);
    expect(index.lineNumbers.at(-1)).toBe(2);
  });

  it('loses nothing but line ends', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(rowsOf(text).join('\n')).toBe(text.replaceAll('\r\n', '\n'));
      }),
    );
  });

  it('finds the row of any offset', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const index = indexRows(text);
        for (let row = 0; row < index.rowCount; row += 1) {
          expect(rowAt(index, index.starts[row] ?? 0)).toBe(row);
        }
      }),
    );
  });
});

describe('findAll', () => {
  it('takes the query as text, letter case aside', () => {
    expect(findAll('a.b A.B axb', 'A.b')).toEqual([0, 4]);
    expect(findAll('anything', '')).toEqual([]);
  });

  it('keeps offsets right after characters whose lower case is longer', () => {
    expect(findAll('İİ id', 'id')).toEqual([3]);
  });

  it('stops at its limit', () => {
    expect(findAll('a'.repeat(20_000), 'a')).toHaveLength(MAX_MATCHES);
  });
});

describe('firstAtOrAfter', () => {
  it('finds the first offset from a position on', () => {
    expect([0, 3, 4, 10].map((from) => firstAtOrAfter([3, 7], from))).toEqual([0, 0, 1, 2]);
  });
});

describe('tokenizeLine', () => {
  it('tells keys from strings', () => {
    const tokens = tokenizeLine('  "a\\"b": "c", 1.50, true', 'json');
    expect(tokens.filter((token) => token.kind !== 'plain' && token.kind !== 'punctuation')).toEqual([
      { kind: 'key', endOffset: 8 },
      { kind: 'string', endOffset: 13 },
      { kind: 'number', endOffset: 19 },
      { kind: 'word', endOffset: 25 },
    ]);
  });

  it('covers any line in any language, in order', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...languages), (line, language) => {
        const ends = tokenizeLine(line, language).map((token) => token.endOffset);
        expect(ends).toEqual([...ends].sort((a, b) => a - b));
        expect(ends.at(-1) ?? 0).toBe(line.length);
      }),
    );
  });
});

describe('spansOfRow', () => {
  const spans = (text: string, query: string, current = 0) =>
    spansOfRow(
      { text, lineStart: 0, start: 0, end: text.length, tokens: tokenizeLine(text, 'json') },
      { offsets: findAll(text, query), length: query.length, current },
    );

  it('marks matches, the current one apart, across colours', () => {
    const marked = spans('"key": "key"', 'key', 1).filter((span) => span.match !== 'none');
    expect(marked).toMatchObject([
      { text: 'key', kind: 'key', match: 'other' },
      { text: 'key', kind: 'string', match: 'current' },
    ]);
  });

  it('makes what can not be seen visible', () => {
    expect(spans('a\u202eb', '').filter((span) => span.isEscaped)).toMatchObject([{ text: '‹U+202E›' }]);
  });

  it('shows every character once', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('a', '"', 'a"', '{<', '1'), (raw, query) => {
        const text = raw.replace(/[\r\n\u202e]/g, '');
        expect(
          spans(text, query)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
