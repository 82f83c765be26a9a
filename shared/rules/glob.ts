/**
 * Glob patterns as regular expressions: `*` any characters, `?` one, `[a-z]` and `[!a-z]` one of a set, `{a,b}` either,
 * and a backslash before any of them takes it as it is. In a path `*` and `?` stop at a slash, `**` does not, and a
 * `/**` at the end may also match nothing. The whole value has to fit.
 */
export function globToRegex(glob: string, isPath: boolean): string | { readonly problem: string } {
  const any = isPath ? '[^/]' : '(?s:.)';
  let out = '';
  let braces = 0;
  let at = 0;
  while (at < glob.length) {
    const char = glob.charAt(at);
    if (isPath && glob.startsWith('/**', at) && (at + 3 === glob.length || glob.charAt(at + 3) === '/')) {
      out += '(?:/(?s:.)*)?';
      at += 3;
      continue;
    }
    if (char === '*') {
      const isDouble = glob.charAt(at + 1) === '*';
      out += isDouble ? '(?s:.)*' : `${any}*`;
      at += isDouble ? 2 : 1;
      continue;
    }
    if (char === '[') {
      const end = endOfSet(glob, at);
      if (end === -1) return { problem: `has a [ at character ${at + 1} without its ]` };
      out += setOf(glob.slice(at + 1, end));
      at = end + 1;
      continue;
    }
    if (char === '\\') {
      if (at + 1 === glob.length)
        return { problem: 'ends with a backslash, which takes the character after it as it is' };
      out += literal(String.fromCodePoint(glob.codePointAt(at + 1) ?? 0));
      at += 1 + String.fromCodePoint(glob.codePointAt(at + 1) ?? 0).length;
      continue;
    }
    if (char === '?') out += any;
    else if (char === '{') {
      out += '(?:';
      braces += 1;
    } else if (char === '}' && braces > 0) {
      out += ')';
      braces -= 1;
    } else if (char === ',' && braces > 0) out += '|';
    else {
      const whole = String.fromCodePoint(glob.codePointAt(at) ?? 0);
      out += literal(whole);
      at += whole.length;
      continue;
    }
    at += 1;
  }
  if (braces > 0) return { problem: 'has a { without its }' };
  return `^(?:${out})$`;
}

/** The index of the `]` that ends the set that begins at `start`; a `]` right at its beginning belongs to it. */
function endOfSet(glob: string, start: number): number {
  let at = start + 1;
  if (/[!^]/.test(glob.charAt(at))) at += 1;
  if (glob.charAt(at) === ']') at += 1;
  while (at < glob.length && glob.charAt(at) !== ']') at += glob.charAt(at) === '\\' ? 2 : 1;
  return at < glob.length ? at : -1;
}

function setOf(inside: string): string {
  const isNegated = /^[!^]/.test(inside);
  const members = (isNegated ? inside.slice(1) : inside)
    .replace(/\\(.)/gs, '$1')
    .replace(/[\\\][^]/g, '\\$&');
  return `[${isNegated ? '^' : ''}${members}]`;
}

function literal(character: string): string {
  return /[\\^$.|?*+()[\]{}]/.test(character) ? `\\${character}` : character;
}
