import { expect, it } from 'vitest';
import { isReachable } from './window-bounds.ts';

const laptop = { x: 0, y: 0, width: 1440, height: 900 };
const beside = { x: 1440, y: 0, width: 1920, height: 1080 };

it('finds a window on any display', () => {
  expect(isReachable({ x: 100, y: 100, width: 1200, height: 700 }, [laptop])).toBe(true);
  expect(isReachable({ x: 1600, y: 100, width: 1200, height: 700 }, [laptop, beside])).toBe(true);
});

it('gives up a window whose display is gone, or of which only an edge would show', () => {
  expect(isReachable({ x: 1600, y: 100, width: 1200, height: 700 }, [laptop])).toBe(false);
  expect(isReachable({ x: 1400, y: 100, width: 1200, height: 700 }, [laptop])).toBe(false);
  expect(isReachable({ x: 0, y: 880, width: 1200, height: 700 }, [laptop])).toBe(false);
});
