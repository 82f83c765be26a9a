import { describe, expect, it } from 'vitest';
import { hasMixedLineEnds } from './line-ends.ts';

describe('mixed line ends', () => {
  it.each(['', 'a', 'a\nb\n', 'a\r\nb\r\n'])('are not in %j', (text) => {
    expect(hasMixedLineEnds(text)).toBe(false);
  });

  it.each(['a\nb\r\n', 'a\r\nb\n', 'a\rb', 'a\n\r'])(
    'are in %j, or it has one that Monaco does not keep',
    (text) => {
      expect(hasMixedLineEnds(text)).toBe(true);
    },
  );
});
