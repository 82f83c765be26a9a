/** The Monaco languages that are loaded. A form is plain text: nothing highlights it better than its own characters. */
export type EditorLanguage = 'json' | 'xml' | 'html' | 'css' | 'javascript' | 'yaml' | 'liquid' | 'plaintext';

/** How the languages are called in the window. */
export const languageNames: Record<EditorLanguage, string> = {
  json: 'JSON',
  xml: 'XML',
  html: 'HTML',
  css: 'CSS',
  javascript: 'JavaScript',
  yaml: 'YAML',
  liquid: 'Liquid',
  plaintext: 'Text',
};

/** Above either of these, text is shown plain: tokenising it would make typing wait. */
export const LARGE_TEXT = { characters: 2 * 1024 * 1024, lineCharacters: 100_000 } as const;

/**
 * The language a body is edited in.
 *
 * @param contentType the header as written; its parameters are ignored
 * @param text the body, looked at only where no content type says what it is
 */
export function languageOf(contentType: string | undefined, text: string): EditorLanguage {
  const essence = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (essence === '') return guess(text);
  const subtype = essence.split('/')[1] ?? '';
  // Structured syntax suffixes, RFC 6839: application/cloudevents+json, application/atom+xml.
  if (/(?:^|[+.-])(?:json5?|ndjson)$/.test(subtype) || subtype === 'csp-report') return 'json';
  if (subtype === 'html' || subtype === 'xhtml+xml') return 'html';
  if (/(?:^|\+)xml(?:-dtd)?$/.test(subtype) || subtype === 'svg') return 'xml';
  if (subtype === 'css') return 'css';
  if (/^(?:x-)?(?:javascript|ecmascript)$/.test(subtype)) return 'javascript';
  if (/(?:^|[+-])yaml$/.test(subtype)) return 'yaml';
  return 'plaintext';
}

function guess(text: string): EditorLanguage {
  const start = text.slice(0, 200).trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  if (/^<(?:!doctype html|html)\b/i.test(start)) return 'html';
  if (start.startsWith('<')) return 'xml';
  return 'plaintext';
}

/** Whether a text is too large, or has a line too long, to be tokenised while it is typed. */
export function isLargeText(text: string): boolean {
  if (text.length > LARGE_TEXT.characters) return true;
  if (text.length <= LARGE_TEXT.lineCharacters) return false;
  let lineStart = 0;
  while (lineStart <= text.length) {
    const lineEnd = text.indexOf('\n', lineStart);
    if ((lineEnd === -1 ? text.length : lineEnd) - lineStart > LARGE_TEXT.lineCharacters) return true;
    if (lineEnd === -1) return false;
    lineStart = lineEnd + 1;
  }
  return false;
}
