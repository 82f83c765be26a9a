/** Every order of the items, the one they have first. */
export function* permutations<Item>(items: readonly Item[]): Iterable<Item[]> {
  if (items.length <= 1) {
    yield [...items];
    return;
  }
  for (const [index, first] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) yield [first, ...rest];
  }
}

/** How many orders there are: `count!`, `Infinity` beyond 12. */
export const orderCount = (count: number): number =>
  count > 12 ? Infinity : Array.from({ length: count }, (_, index) => index + 1).reduce((a, b) => a * b, 1);
