import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatJson, minifyJson } from './json.ts';

const textOf = (result: ReturnType<typeof formatJson>) => {
  if (!result.isJson) throw new Error(`refused at ${result.errorAt}`);
  return result.text;
};

/** JSON text as senders write it: any digits, escapes, duplicate keys and white space. */
const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 });
const stringToken = fc
  .array(
    fc.oneof(
      fc.constantFrom('\\n', '\\u00e9', '\\ud800', '\\/', '\\"', '\\\\', ' ', '{', ',', ':', '\u202e'),
      fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => JSON.stringify(text).slice(1, -1)),
    ),
    { maxLength: 4 },
  )
  .map((parts) => `"${parts.join('')}"`);
const numberToken = fc.oneof(
  fc.constantFrom(
    '-0',
    '0',
    '1e400',
    '12345678901234567890',
    '1.10',
    '-0.0E-7',
    '1E+2',
    '0.1000000000000000055',
  ),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => {
  const around = (text: fc.Arbitrary<string>) =>
    fc.tuple(space, text, space).map(([before, inner, after]) => `${before}${inner}${after}`);
  const member = fc.tuple(around(fc.oneof(stringToken, fc.constantFrom('"a"', '"__proto__"'))), tie('value'));
  return {
    value: around(
      fc.oneof(
        { depthSize: 'small' },
        stringToken,
        numberToken,
        fc.constantFrom('true', 'false', 'null', '[]', '{}', '[ ]', '{\n}'),
        fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
        fc
          .array(member, { maxLength: 4 })
          .map((members) => `{${members.map(([key, value]) => `${key}:${value}`).join(',')}}`),
      ),
    ),
  };
});

/** The text without the white space between tokens. */
const packed = (text: string) => text.replace(/("(?:[^"\\]|\\.)*")|[ \n\r\t]+/g, '$1');

describe('JSON is shown without being changed', () => {
  test('for any document, formatting and packing change white space between tokens only', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(packed(textOf(formatJson(text)))).toBe(packed(text));
        expect(textOf(minifyJson(text))).toBe(packed(text));
      }),
      { numRuns: 500 },
    );
  });

  test('for any document, the formatted text means the same, and formatting it again changes nothing', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const formatted = textOf(formatJson(text));
        expect(JSON.parse(formatted)).toEqual(JSON.parse(text));
        expect(textOf(formatJson(formatted))).toBe(formatted);
      }),
      { numRuns: 300 },
    );
  });

  test('for any text, it accepts exactly what JSON.parse accepts', () => {
    const nearJson = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from('[]{},:"\\0123.-+eEtruefalsn u')), maxLength: 12 }),
      fc
        .tuple(jsonText, fc.nat(), fc.constantFrom('', ',', ']', '"', '\\', '0', '\u0001'))
        .map(([text, at, put]) => {
          const index = at % (text.length + 1);
          return text.slice(0, index) + put + text.slice(index + 1);
        }),
    );
    const isParsed = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(nearJson, (text) => {
        expect(formatJson(text).isJson).toBe(isParsed(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('it puts members and items on lines of their own and leaves empty ones together', () => {
    expect(textOf(formatJson('{"a":[1,{"b":{}}],"a":[],"c":"x"}'))).toBe(
      '{\n  "a": [\n    1,\n    {\n      "b": {}\n    }\n  ],\n  "a": [],\n  "c": "x"\n}',
    );
  });

  test('numbers, escapes and duplicate keys come out as they went in', () => {
    const text = '{"n":12345678901234567890,"n":-0,"e":1e400,"s":"\\u0041\\ud800","f":1.10}';
    expect(textOf(minifyJson(text))).toBe(text);
    expect(textOf(formatJson(text, ''))).toContain('"n": 12345678901234567890');
  });

  test.each([
    ['', 0],
    ['{"a":1,}', 7],
    ['[1 2]', 3],
    ['{"a"}', 4],
    ['[1}', 2],
    ['nul', 3],
    ['01', 1],
    ['1.', 2],
    ['"a', 2],
    ['"\\x"', 2],
    ['"\\u12g4"', 5],
    ['"a\nb"', 2],
    ['{a:1}', 1],
    ['[1] x', 4],
    ['\ufeff1', 0],
  ])('%j is refused at the character that does not fit', (text, errorAt) => {
    expect(formatJson(text)).toEqual({ isJson: false, errorAt });
  });

  test('100,000 nested arrays neither overflow nor blow up', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const formatted = textOf(formatJson(deep));
    expect(formatted.length).toBeLessThan(500_000);
    expect(packed(formatted)).toBe(deep);
    const unclosed = '[{"a":'.repeat(100_000);
    expect(formatJson(unclosed)).toEqual({ isJson: false, errorAt: unclosed.length });
  });
});
