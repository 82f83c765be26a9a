/** A run of text to be painted as it is, or of markers such as `‹U+202E›` that stand for what can't be seen. */
export interface VisiblePart {
  text: string;
  isEscaped: boolean;
}

/**
 * What would deceive a reader or move a cursor: control characters (terminal escapes among them), format characters
 * (bidirectional overrides, zero-width ones), everything that Unicode lets a renderer ignore, line separators, and halves
 * of surrogate pairs. The two presentation selectors stay: they only choose how an emoji is drawn.
 */
const HIDDEN = /(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const HIDDEN_RUN =
  /(?:(?![\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu;
/** The same, with tabs and line ends left as the layout of a text. */
const HIDDEN_RUN_IN_LINES =
  /(?:(?!\r\n|[\t\n\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu;

/**
 * Makes everything that can't be seen visible. `hasLines` is for bodies: tabs, LF and CR LF are kept. Putting the
 * characters that the markers name back in place gives the text again.
 */
export function visibleParts(text: string, { hasLines = false } = {}): VisiblePart[] {
  if (text === '') return [];
  if (!HIDDEN.test(text)) return [{ text, isEscaped: false }];
  const parts: VisiblePart[] = [];
  let at = 0;
  for (const match of text.matchAll(hasLines ? HIDDEN_RUN_IN_LINES : HIDDEN_RUN)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isEscaped: false });
    parts.push({ text: Array.from(match[0], marker).join(''), isEscaped: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isEscaped: false });
  return parts;
}

/** The parts as one string, for places that take no markup, such as a window title. */
export function visibleText(text: string): string {
  return visibleParts(text)
    .map((part) => part.text)
    .join('');
}

function marker(char: string): string {
  return `‹U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}
