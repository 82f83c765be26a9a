/** Spans of time in milliseconds, for the schedules that vendors publish. */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Delays that each are twice the one before and together last `totalMs`: for vendors that publish no more than that. */
export function doublingDelays(count: number, totalMs: number): number[] {
  const first = totalMs / (2 ** count - 1);
  return Array.from({ length: count }, (_, index) => Math.round(first * 2 ** index));
}

/** Delays that begin with `firstMs`, grow by the same factor each, and together last `totalMs`. */
export function growingDelays(count: number, firstMs: number, totalMs: number): number[] {
  const lasting = (factor: number) => (firstMs * (factor ** count - 1)) / (factor - 1);
  let [low, high] = [1 + 1e-9, 4];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (lasting(middle) < totalMs) low = middle;
    else high = middle;
  }
  return Array.from({ length: count }, (_, index) => Math.round(firstMs * low ** index));
}

/** Statuses 200-299, which is what most vendors take for delivered. */
export const ANY_SUCCESS = { from: 200, to: 299 };
