import { describe, expect, it } from 'vitest';
import { joinBytes, msOf, secondsOf, splitBytes, wholeNumberIn } from './units.ts';

describe('a size', () => {
  it.each([
    [100 * 1024 * 1024, '100', 'MiB'],
    [2 ** 33, '8', 'GiB'],
    [1536, '1.5', 'KiB'],
    [1572864, '1.5', 'MiB'],
    [1500 * 1024, '1500', 'KiB'],
  ] as const)('of %i bytes is shown as %s %s, and read back as the same', (bytes, amount, unit) => {
    expect(splitBytes(bytes)).toEqual({ amount, unit });
    expect(joinBytes(amount, unit)).toBe(bytes);
  });

  it('that is no number is none', () => {
    for (const text of ['', 'x', '1e3', '-1', '1 2', '0x10']) expect(joinBytes(text, 'MiB')).toBeUndefined();
  });
});

describe('a duration', () => {
  it('is typed in seconds', () => {
    expect(secondsOf(30_000)).toBe('30');
    expect(secondsOf(1500)).toBe('1.5');
    expect(msOf('1,5')).toBe(1500);
    expect(msOf('soon')).toBeUndefined();
  });
});

describe('a port', () => {
  it('is a whole number and nothing else', () => {
    expect(wholeNumberIn(' 4567 ')).toBe(4567);
    expect(wholeNumberIn('45.67')).toBeUndefined();
    expect(wholeNumberIn('')).toBeUndefined();
  });
});
