import { expect, it } from 'vitest';
import { isSame } from './is-same.ts';

it('goes by what is in it, not by the order of its keys', () => {
  expect(isSame({ a: 1, b: { c: [1, 2], d: undefined } }, { b: { c: [1, 2] }, a: 1 })).toBe(true);
  expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  expect(isSame(undefined, {})).toBe(false);
});
