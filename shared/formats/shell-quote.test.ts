import { describe, expect, it } from 'vitest';
import { quoteForBash } from './shell-quote.ts';

describe('quoteForBash', () => {
  it.each([
    ['a-b_c/1.2,@+', 'a-b_c/1.2,@+'],
    ['', "''"],
    ['a b!', "'a b!'"],
    ["it's", "'it'\\''s'"],
    ['a\nb', "'a\nb'"],
    ['\u00e9', "'\u00e9'"],
    ['a\tb\\\'"', "$'a\\tb\\\\\\'\"'"],
    // bash before 5 expands history in these, whatever the quotes.
    ['a\n!b', "$'a\\n\\x21b'"],
    ['\u202e\u200b\u0085', "$'\\xe2\\x80\\xae\\xe2\\x80\\x8b\\xc2\\x85'"],
    ['\ud800', "$'\\xef\\xbf\\xbd'"],
  ])('%j', (text, quoted) => {
    expect(quoteForBash(text)).toBe(quoted);
  });

  it('gives one byte a character where bytes are asked for', () => {
    expect(quoteForBash('caf\u00e9', 'latin1')).toBe("$'caf\\xe9'");
  });
});
