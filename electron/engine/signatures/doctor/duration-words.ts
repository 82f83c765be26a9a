const units: readonly [ms: number, one: string, many: string][] = [
  [86_400_000, 'day', 'days'],
  [3_600_000, 'hour', 'hours'],
  [60_000, 'minute', 'minutes'],
  [1000, 'second', 'seconds'],
];

/** `5 minutes 1 second`, `300 ms`: the two largest units. */
export function durationWords(ms: number): string {
  const words: string[] = [];
  let rest = Math.round(ms);
  if (rest < 1000) return `${rest} ms`;
  for (const [size, one, many] of units) {
    const count = Math.floor(rest / size);
    if (count === 0) {
      if (words.length > 0) break;
      continue;
    }
    words.push(`${count} ${count === 1 ? one : many}`);
    rest -= count * size;
    if (words.length === 2) break;
  }
  return words.join(' ');
}
