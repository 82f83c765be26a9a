/** Enough to walk through; a count beyond it is shown as "10,000+". */
export const MAX_MATCHES = 10_000;

/** Where `query` stands in `text`, letter case aside; offsets of the first characters, ascending. */
export function findAll(text: string, query: string): number[] {
  if (query === '') return [];
  const pattern = new RegExp(query.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
  const offsets: number[] = [];
  for (const match of text.matchAll(pattern)) {
    offsets.push(match.index);
    if (offsets.length === MAX_MATCHES) break;
  }
  return offsets;
}

/** The first of ascending `offsets` that is at least `from`, as an index into them. */
export function firstAtOrAfter(offsets: readonly number[], from: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
