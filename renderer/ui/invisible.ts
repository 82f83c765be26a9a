/**
 * Characters that change how text looks without being seen: C0 and C1 controls but tab, line feed and carriage return;
 * soft hyphen; zero-width and bidi controls; line and paragraph separators; interlinear marks, the byte order mark and
 * tag characters (Unicode 16 Cf, and CVE-2021-42574, "Trojan Source").
 */
const invisible =
   
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

export interface TextPiece {
  text: string;
  /** True when `text` stands for one character that can't be seen, such as `U+202E`. */
  isEscape: boolean;
}

/** Cuts text into what can be shown as it is and stand-ins for what can't be seen. */
export function splitInvisible(text: string): TextPiece[] {
  invisible.lastIndex = 0;
  if (!invisible.test(text)) return [{ text, isEscape: false }];
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(invisible)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), isEscape: false });
    const code = match[0].codePointAt(0) ?? 0;
    pieces.push({ text: `U+${code.toString(16).toUpperCase().padStart(4, '0')}`, isEscape: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), isEscape: false });
  return pieces;
}
