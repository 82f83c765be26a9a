/** One pair of a form body or a query string. */
export interface FormPair {
  /** Decoded: percent escapes as UTF-8, `+` as a space. Escapes that are no UTF-8 stay as they are. */
  name: string;
  value: string;
  /** As it was sent. */
  rawName: string;
  rawValue: string;
  /** False for `a` in `a&b=1`, which has no `=`. */
  hasValue: boolean;
}

/** `application/x-www-form-urlencoded` (WHATWG URL §5.1), in order, duplicates kept. */
export function parseForm(text: string): FormPair[] {
  const pairs: FormPair[] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const rawName = equals === -1 ? part : part.slice(0, equals);
    const rawValue = equals === -1 ? '' : part.slice(equals + 1);
    pairs.push({
      name: decodeFormText(rawName),
      value: decodeFormText(rawValue),
      rawName,
      rawValue,
      hasValue: equals !== -1,
    });
  }
  return pairs;
}

/** The query of a request target or URL, without its `?`; `undefined` where there is none. */
export function queryOf(target: string): string | undefined {
  const withoutFragment = target.split('#', 1)[0] ?? '';
  const mark = withoutFragment.indexOf('?');
  return mark === -1 ? undefined : withoutFragment.slice(mark + 1);
}

export function parseQuery(target: string): FormPair[] {
  return parseForm(queryOf(target) ?? '');
}

function decodeFormText(raw: string): string {
  const spaced = raw.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  return spaced.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
