import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteForBash } from '../shell-quote.ts';
import { joinShellWords, splitShellCommands } from './shell-commands.ts';

test('words come back as they were joined', () => {
  const word = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      expect(splitShellCommands(joinShellWords(['ngrok', ...words]))).toEqual([['ngrok', ...words]]);
    }),
  );
});

test('words quoted for bash are read as bash reads them', () => {
  const word = fc.string({ unit: 'grapheme-ascii', maxLength: 20 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      const line = ['ngrok', ...words.map((each) => quoteForBash(each))].join(' ');
      expect(splitShellCommands(line)).toEqual([['ngrok', ...words]]);
    }),
  );
});

test('any text is taken apart without a throw, and in time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(Array.isArray(splitShellCommands(text))).toBe(true);
    }),
  );
  expect(splitShellCommands(`ngrok ${'\\'.repeat(10_000)}${' '.repeat(10_000)}`).length).toBe(1);
});

test.each([
  [
    'cd shop && ngrok http 80',
    [
      ['cd', 'shop'],
      ['ngrok', 'http', '80'],
    ],
  ],
  ['ngrok http 80 > /dev/null 2>&1 &', [['ngrok', 'http', '80']]],
  [
    'ngrok http 80 | tee log; echo done',
    [
      ['ngrok', 'http', '80'],
      ['tee', 'log'],
      ['echo', 'done'],
    ],
  ],
  ['ngrok http "a b"c', [['ngrok', 'http', 'a bc']]],
  ['ngrok http ""', [['ngrok', 'http', '']]],
  ["ngrok 'http", [['ngrok', 'http']]],
])('%s', (text, commands) => {
  expect(splitShellCommands(text)).toEqual(commands);
});
