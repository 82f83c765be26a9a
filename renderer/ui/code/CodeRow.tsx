import { classNames } from '../class-names.ts';
import type { RowIndex } from './rows.ts';
import { spansOfRow, type CodeSpan, type Highlights } from './spans.ts';
import type { Token, TokenKind } from './tokens.ts';

const colours: Record<TokenKind, string | undefined> = {
  plain: undefined,
  punctuation: 'text-muted',
  key: 'text-code-key',
  tag: 'text-code-key',
  string: 'text-code-string',
  number: 'text-code-number',
  word: 'text-code-number',
  comment: 'text-faint',
};

export interface CodeRowProps {
  text: string;
  rows: RowIndex;
  index: number;
  tokensOf: (start: number, end: number) => readonly Token[];
  highlights: Highlights;
  /** Width of the line numbers, as a CSS length. */
  gutter: string;
  isWrapped: boolean;
}

export function CodeRow({ text, rows, index, tokensOf, highlights, gutter, isWrapped }: CodeRowProps) {
  const lineNumber = rows.lineNumbers[index];
  const isContinued = index > 0 && rows.lineNumbers[index - 1] === lineNumber;
  let first = index;
  while (first > 0 && rows.lineNumbers[first - 1] === lineNumber) first -= 1;
  let last = index;
  while (last + 1 < rows.rowCount && rows.lineNumbers[last + 1] === lineNumber) last += 1;
  const lineStart = rows.starts[first] ?? 0;
  const start = rows.starts[index] ?? 0;
  const end = rows.ends[index] ?? start;
  const spans = spansOfRow(
    { text, lineStart, start, end, tokens: tokensOf(lineStart, rows.ends[last] ?? end) },
    highlights,
  );
  return (
    <div className="flex min-h-5">
      <span
        aria-hidden
        className="sticky left-0 shrink-0 bg-bg pr-4 text-right text-faint select-none"
        style={{ width: gutter }}
      >
        {isContinued ? '↪' : lineNumber}
      </span>
      <span
        className={classNames('pr-4', isWrapped ? 'min-w-0 break-all whitespace-pre-wrap' : 'whitespace-pre')}
      >
        {spans.map((span, at) => (
          <Span key={at} span={span} />
        ))}
      </span>
    </div>
  );
}

function Span({ span }: { span: CodeSpan }) {
  if (span.isEscaped) return <span className="rounded-small bg-warn-bg text-warn">{span.text}</span>;
  const colour = colours[span.kind];
  if (span.match === 'none')
    return colour === undefined ? <>{span.text}</> : <span className={colour}>{span.text}</span>;
  return (
    <mark
      className={classNames(
        'rounded-small text-fg',
        span.match === 'current' ? 'bg-match-current' : 'bg-match',
      )}
    >
      {span.text}
    </mark>
  );
}
