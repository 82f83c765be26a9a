import { describe, expect, test } from 'vitest';
import { decodeLatin1, decodeText, isText, type DecodeBytes } from './text.ts';

const decode: DecodeBytes = (bytes, charset) =>
  new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
const bytesOf = (...values: number[]) => Uint8Array.from(values);

describe('bytes as text', () => {
  test('a byte order mark wins over the charset and is left out', () => {
    expect(decodeText(bytesOf(0xef, 0xbb, 0xbf, 0x61), 'iso-8859-1', decode)).toEqual({
      text: 'a',
      charset: 'utf-8',
      isFallback: false,
    });
    expect(decodeText(bytesOf(0xff, 0xfe, 0x61, 0), undefined, decode).text).toBe('a');
    expect(decodeText(bytesOf(0xfe, 0xff, 0, 0x61), undefined, decode).text).toBe('a');
  });

  test('the charset of the content type is used, else UTF-8', () => {
    expect(decodeText(bytesOf(0xe9), ' ISO-8859-1 ', decode).text).toBe('é');
    expect(decodeText(bytesOf(0xc3, 0xa9), undefined, decode)).toMatchObject({ text: 'é', charset: 'utf-8' });
  });

  test.each(['utf-8', 'no-such-charset'])(
    'what is not valid in %s is shown a character a byte',
    (charset) => {
      expect(decodeText(bytesOf(0x61, 0xff), charset, decode)).toEqual({
        text: 'aÿ',
        charset: 'iso-8859-1',
        isFallback: true,
      });
    },
  );

  test('Latin-1 holds for every byte and for long bodies', () => {
    const every = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    const text = decodeLatin1(every);
    expect(text.length).toBe(every.length);
    expect(text.charCodeAt(299_999)).toBe(299_999 % 256);
  });

  test.each([
    ['plain text', new TextEncoder().encode('{"a": "ü 👍"}\r\n'), true],
    ['nothing', bytesOf(), true],
    ['a character cut off at the end', bytesOf(0x61, 0xf0, 0x9f), true],
    ['UTF-16 with its mark', bytesOf(0xff, 0xfe, 0x61, 0), true],
    ['a NUL', bytesOf(0x61, 0, 0x62), false],
    ['a PNG', bytesOf(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), false],
    ['a lone continuation byte', bytesOf(0x61, 0x80), false],
    ['gzip', bytesOf(0x1f, 0x8b, 8, 0), false],
  ])('whether %s is text', (_, bytes, expected) => {
    expect(isText(bytes)).toBe(expected);
  });
});
