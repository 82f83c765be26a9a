import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { visibleParts, visibleText, type VisiblePart } from './visible.ts';

/** Puts back what the markers stand for. */
const reveal = (parts: readonly VisiblePart[]) =>
  parts
    .map(({ text, isEscaped }) =>
      isEscaped
        ? text.replace(/‹U\+([0-9A-F]{4,6})›/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
        : text,
    )
    .join('');

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
const deceivers = [
  ...range(0x00, 0x1f),
  ...range(0x7f, 0x9f),
  ...range(0x200b, 0x200f),
  ...range(0x202a, 0x202e),
  ...range(0x2060, 0x2069),
  ...range(0xe0000, 0xe007f),
  ...range(0xfff9, 0xfffb),
  ...Array.from('\u00ad\u034f\u061c\u115f\u1160\u180e\u2028\u2029\u3164\ufeff\uffa0'),
  '\ud800',
  '\udc00',
];
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...deceivers),
      fc.constantFrom('‹U+202E›', '\r\n', '👍️', 'é', '‹', '›'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

describe('what can’t be seen is made visible', () => {
  test.each(deceivers.map((char) => [`U+${(char.codePointAt(0) ?? 0).toString(16)}`, char]))(
    '%s',
    (_, char) => {
      const shown = visibleText(`a${char}b`);
      expect(shown).not.toContain(char);
      expect(shown).toMatch(/^a‹U\+[0-9A-F]{4,6}›b$/);
    },
  );

  test('for any text, nothing deceiving is left and the original can be got back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = visibleParts(text);
        expect(reveal(parts)).toBe(text);
        for (const part of parts) {
          for (const char of part.text) expect(deceivers).not.toContain(char);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('for any text of lines, only tabs and line ends are left as they are', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = visibleParts(text, { hasLines: true });
        expect(reveal(parts)).toBe(text);
        const shown = parts.map((part) => part.text).join('');
        for (const char of shown.replace(/\r\n|[\t\n]/g, '')) expect(deceivers).not.toContain(char);
      }),
      { numRuns: 500 },
    );
  });

  test('a marker in the text itself is not taken for one', () => {
    expect(visibleParts('‹U+202E›')).toEqual([{ text: '‹U+202E›', isEscaped: false }]);
  });

  test('ordinary text of any script, and emoji, stay as they are', () => {
    for (const text of ['plain', 'Größe', '日本語', 'مرحبا', '👍️', '']) expect(visibleText(text)).toBe(text);
  });

  test('a carriage return alone is shown, since it hides what stands before it', () => {
    expect(visibleParts('a\rb\r\nc', { hasLines: true })).toEqual([
      { text: 'a', isEscaped: false },
      { text: '‹U+000D›', isEscaped: true },
      { text: 'b\r\nc', isEscaped: false },
    ]);
  });
});
