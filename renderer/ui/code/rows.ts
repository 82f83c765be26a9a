/** A longer line is drawn in pieces of this many characters: the browser lays out no endless text. */
const ROW_LENGTH = 1000;
/** Chromium draws no element taller than some 33 million pixels: 20 for a row. */
const MAX_ROWS = 1_500_000;

/** Where each drawn row of a text starts and ends, without copying the text. */
export interface RowIndex {
  rowCount: number;
  /** Offsets of the first character; a row ends where the next starts, less its line break. */
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1 for the first line; repeated on the pieces of one line. */
  lineNumbers: Uint32Array;
  lineCount: number;
  /** True when there are more rows than can be drawn. */
  isCut: boolean;
}

export function indexRows(text: string): RowIndex {
  const starts: number[] = [];
  const ends: number[] = [];
  const lineNumbers: number[] = [];
  let lineNumber = 0;
  let lineStart = 0;
  while (lineStart <= text.length && starts.length < MAX_ROWS) {
    lineNumber += 1;
    const feed = text.indexOf('\n', lineStart);
    const next = feed === -1 ? text.length + 1 : feed + 1;
    const lineEnd = feed > lineStart && text[feed - 1] === '\r' ? feed - 1 : next - 1;
    for (let start = lineStart; start === lineStart || start < lineEnd;) {
      const end = Math.min(lineEnd, pieceEnd(text, start));
      starts.push(start);
      ends.push(end);
      lineNumbers.push(lineNumber);
      start = Math.max(end, start + 1);
    }
    lineStart = next;
  }
  return {
    rowCount: starts.length,
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
    lineNumbers: Uint32Array.from(lineNumbers),
    lineCount: lineNumber,
    isCut: lineStart <= text.length,
  };
}

/** Never between the two halves of a character outside the basic plane. */
function pieceEnd(text: string, start: number): number {
  const end = start + ROW_LENGTH;
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end + 1 : end;
}

/** The row that holds an offset of the text. */
export function rowAt(index: RowIndex, offset: number): number {
  let low = 0;
  let high = index.rowCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
