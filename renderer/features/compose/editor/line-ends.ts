/**
 * Whether a text ends its lines in more than one way. Monaco holds one line end for a whole text, so that the first edit
 * of such a text makes them all alike: the person is told before.
 */
export function hasMixedLineEnds(text: string): boolean {
  const seen = new Set<string>();
  for (const [end] of text.matchAll(/\r\n|\r|\n/g)) {
    seen.add(end);
    if (seen.size > 1 || end === '\r') return true;
  }
  return false;
}
