import { visibleParts } from '../../../shared/http/visible.ts';
import { firstAtOrAfter } from './find.ts';
import type { Token, TokenKind } from './tokens.ts';

/** A piece of a row: one colour, one highlight. */
export interface CodeSpan {
  text: string;
  kind: TokenKind;
  match: 'none' | 'other' | 'current';
  isEscaped: boolean;
}

export interface Highlights {
  offsets: readonly number[];
  length: number;
  /** Index into `offsets`. */
  current: number;
}

interface RowSource {
  text: string;
  /** Where the row's line starts in the text; tokens count from here. */
  lineStart: number;
  start: number;
  end: number;
  tokens: readonly Token[];
}

/** Cuts a row at the borders of its tokens, matches and invisible characters. */
export function spansOfRow(
  { text, lineStart, start, end, tokens }: RowSource,
  found: Highlights,
): CodeSpan[] {
  const spans: CodeSpan[] = [];
  let matchIndex = Math.max(0, firstAtOrAfter(found.offsets, start - found.length + 1));
  let tokenIndex = 0;
  let offset = start;
  while (offset < end) {
    let token = tokens[tokenIndex];
    while (token !== undefined && lineStart + token.endOffset <= offset) token = tokens[++tokenIndex];
    let matchStart = found.offsets[matchIndex] ?? Infinity;
    if (matchStart + found.length <= offset) {
      matchIndex += 1;
      matchStart = found.offsets[matchIndex] ?? Infinity;
    }
    const isMatch = matchStart <= offset;
    const cut = Math.min(
      end,
      token === undefined ? end : lineStart + token.endOffset,
      isMatch ? matchStart + found.length : matchStart,
    );
    for (const piece of visibleParts(text.slice(offset, cut), { hasLines: true })) {
      spans.push({
        ...piece,
        kind: token?.kind ?? 'plain',
        match: isMatch ? (matchIndex === found.current ? 'current' : 'other') : 'none',
      });
    }
    offset = cut;
  }
  return spans;
}
