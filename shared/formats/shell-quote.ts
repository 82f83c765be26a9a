/** Words of a POSIX shell and of bash, quoted so that every byte arrives, and so that pasting them does nothing by itself. */

/**
 * Characters that must not stand raw in a pasted command: controls (a terminal acts on them; a tab completes), and those
 * that reorder or hide text from who reads it before pressing Enter. A line feed is fine inside quotes.
 */
const unpasteable = /(?![\n\ufe0e\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** How a text becomes bytes: as UTF-8, or one byte a character. */
export type TextBytes = 'utf8' | 'latin1';

export function quoteForBash(text: string, bytes: TextBytes = 'utf8'): string {
  if (/^[A-Za-z0-9_/.,@+-]+$/.test(text)) return text;
  const needsEscapes =
    unpasteable.test(text) ||
    (bytes === 'latin1' && /[^\u0000-\u007f]/u.test(text)) ||
    // bash 4 expands history on the later lines of a quoted text.
    (text.includes('\n') && text.includes('!'));
  if (!needsEscapes) return `'${text.replaceAll("'", "'\\''")}'`;
  return `$'${Array.from(text, (character) => escaped(character, bytes)).join('')}'`;
}

const namedEscapes: Record<string, string> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  // Within $'…' bash may still take it for history expansion.
  '!': '\\x21',
};

function escaped(character: string, bytes: TextBytes): string {
  const named = namedEscapes[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  const isAscii = code < 0x80;
  if (!unpasteable.test(character) && (isAscii || bytes === 'utf8')) return character;
  if (isAscii || bytes === 'latin1') return `\\x${(code & 0xff).toString(16).padStart(2, '0')}`;
  return utf8Escapes(character);
}

/** `encodeURIComponent` gives UTF-8, but throws for half a surrogate pair, which becomes U+FFFD as everywhere. */
function utf8Escapes(character: string): string {
  const isHalf = /^[\ud800-\udfff]$/.test(character);
  return encodeURIComponent(isHalf ? '\ufffd' : character)
    .toLowerCase()
    .replaceAll('%', '\\x');
}
