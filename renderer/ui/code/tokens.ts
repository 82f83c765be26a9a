export type CodeLanguage = 'json' | 'xml' | 'text';
export type TokenKind = 'plain' | 'key' | 'string' | 'number' | 'word' | 'punctuation' | 'comment' | 'tag';

/** A run of one colour: it starts where the one before ended. `endOffset` counts from the start of the line. */
export interface Token {
  kind: TokenKind;
  endOffset: number;
}

const json =
  /(?<string>"(?:[^"\\]|\\.)*"?)(?<colon>\s*:)?|(?<number>-?\d[\d.eE+-]*)|(?<word>true|false|null)|(?<punctuation>[{}[\],:]+)/g;
const xml =
  /(?<comment><!--.*?(?:-->|$)|<!\[CDATA\[.*?(?:\]\]>|$)|<[!?][^>]*>?)|(?<tag><\/?[^\s/>]+|\/?>)|(?<key>[^\s=<>"']+)(?==["'])|(?<string>"[^"]*"|'[^']*')/g;

/**
 * Colours for one line, by itself: what spans lines, such as a long comment, keeps its colour on the first only. It is
 * paint, nothing is derived from it, so that malformed text is as good as any.
 */
export function tokenizeLine(line: string, language: CodeLanguage): Token[] {
  if (language === 'text') return [{ kind: 'plain', endOffset: line.length }];
  const tokens: Token[] = [];
  let offset = 0;
  const push = (kind: TokenKind, endOffset: number) => {
    if (endOffset > offset) tokens.push({ kind, endOffset });
    offset = Math.max(offset, endOffset);
  };
  for (const match of line.matchAll(language === 'json' ? json : xml)) {
    push('plain', match.index);
    const { colon, ...groups } = match.groups ?? {};
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined) as TokenKind | undefined;
    if (colon === undefined) {
      push(kind ?? 'plain', match.index + match[0].length);
    } else {
      push('key', match.index + match[0].length - colon.length);
      push('punctuation', match.index + match[0].length);
    }
  }
  push('plain', line.length);
  return tokens;
}
