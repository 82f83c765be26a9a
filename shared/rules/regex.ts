import { RE2JS, RE2JSSyntaxException } from 're2js';

/**
 * Regular expressions that take time in proportion to the text, whatever it holds (RE2: no backtracking), and a bounded
 * part of it: the text was written by a stranger.
 */
export interface BoundedRegex {
  /** Whether it is found in any of the texts, of which together no more than `reach` characters are looked at. */
  isFoundIn(texts: Iterable<string>): boolean;
  readonly reach: number;
}

/** Instructions of the compiled expression; a longer one would take too long over a text of any use. */
const MAX_PROGRAM_SIZE = 2000;
/** Characters times instructions; the worst that could be made takes about 13 ns each, so a quarter of a second. */
const MAX_WORK = 20_000_000;
const MAX_REACH = 1024 * 1024;

/** The expression, or one sentence on what is wrong with it. */
export function compileRegex(
  pattern: string,
  isCaseSensitive: boolean,
): BoundedRegex | { readonly problem: string } {
  const unsupported = unsupportedPart(pattern);
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    return { problem: unsupported ?? syntaxProblem(error) };
  }
  const size = compiled.matcher('').programSize();
  if (size > MAX_PROGRAM_SIZE) {
    return {
      problem: `is too large once its counted repetitions are written out (${size} steps of at most ${MAX_PROGRAM_SIZE})`,
    };
  }
  const reach = Math.min(MAX_REACH, Math.floor(MAX_WORK / size));
  return {
    reach,
    isFoundIn(texts) {
      let left = reach;
      for (const text of texts) {
        if (compiled.test(text.length > left ? text.slice(0, left) : text)) return true;
        left -= text.length;
        if (left <= 0) return false;
      }
      return false;
    },
  };
}

/** What people know from other engines and a linear-time one can't do, by name. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/\(\?<?[=!]/, 'lookahead and lookbehind are not supported'],
  [/\\[1-9]|\\k<|\(\?P=/, 'backreferences are not supported'],
  [/\(\?>/, 'atomic groups are not supported'],
  [/\(\?\(/, 'conditions are not supported'],
  [/\(\?(?:R|\d|&)/, 'recursion is not supported'],
  [/[*+?}]\+/, 'possessive quantifiers are not supported'],
  [/\\u[\dA-Fa-f{]/, 'write \\x{20ac} for the character of a code, not \\u'],
  [/\\[cGXRhHKZ]/, 'an escape it uses is not supported'],
];

function unsupportedPart(pattern: string): string | undefined {
  for (const [construct, why] of UNSUPPORTED) {
    const found = construct.exec(pattern);
    if (found !== null) return `${why} (${found[0]} at character ${found.index + 1})`;
  }
  return undefined;
}

function syntaxProblem(error: unknown): string {
  if (!(error instanceof RE2JSSyntaxException)) return 'is no regular expression';
  const what = error.message.replace(/^error parsing regexp: /, '');
  const hint = what.startsWith('invalid repeat count') ? ' (counts multiply to 1,000 at most)' : '';
  return `is no regular expression: ${what}${hint}`;
}
