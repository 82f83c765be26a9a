import { describe, expect, it } from 'vitest';
import { formatBytes } from './format-bytes.ts';
import { formatAge, formatDuration } from './format-time.ts';

describe('formatBytes', () => {
  it('uses two to three digits', () => {
    expect([0, 512, 1023, 2150, 224_395_264].map(formatBytes)).toEqual([
      '0 B',
      '512 B',
      '1.0 KB',
      '2.1 KB',
      '214 MB',
    ]);
  });
});

describe('formatAge', () => {
  it('goes from now to hours', () => {
    const now = 1_000_000_000;
    expect([0, 4, 720, 7300].map((seconds) => formatAge(now - seconds * 1000, now))).toEqual([
      'now',
      '4 s ago',
      '12 m ago',
      '2 h ago',
    ]);
  });

  it('takes a clock that is ahead as now', () => {
    expect(formatAge(2000, 1000)).toBe('now');
  });
});

describe('formatDuration', () => {
  it('rounds to what can be told apart', () => {
    expect([0.43, 46.2, 1240, 200_000].map(formatDuration)).toEqual(['0.4 ms', '46 ms', '1.2 s', '3 m 20 s']);
  });
});
