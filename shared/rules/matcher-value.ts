/** How the value of a matcher is read. */

/** The lines of a `oneOf` value; empty ones do not count. */
export function linesOf(value: string): string[] {
  return value.split(/\r?\n/).filter((line) => line !== '');
}

/** A decimal number as JSON writes it, also with a sign or zeros before it; `undefined` for any other text. */
export function numberOf(text: string): number | undefined {
  if (!/^\s*[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?\s*$/.test(text))
    return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}
