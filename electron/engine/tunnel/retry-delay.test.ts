import fc from 'fast-check';
import { expect, test } from 'vitest';
import { retryDelayMs } from './retry-delay.ts';

test.each([
  [0, 0.5, 250],
  [9_999, 1, 250],
  [10_000, 0.5, 1250],
  [60_000, 0, 5625],
  [60_000, 1, 9375],
  [3_600_000, 0, 15_000],
])('after %i ms of trouble with random %d: %i ms', (ageMs, random, expected) => {
  expect(retryDelayMs(ageMs, random)).toBe(expected);
});

test('it is never below 250 ms nor above 15 s', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (ageMs, random) => {
      expect(retryDelayMs(ageMs, random)).toBeGreaterThanOrEqual(250);
      expect(retryDelayMs(ageMs, random)).toBeLessThanOrEqual(15_000);
    }),
  );
});
