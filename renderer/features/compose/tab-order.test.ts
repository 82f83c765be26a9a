import { describe, expect, it } from 'vitest';
import { closed, neighbour, opened, readOrder } from './tab-order.ts';

describe('tabs', () => {
  it('open behind the one in front, once', () => {
    expect(opened(['a', 'b'], 'c', 'a')).toEqual(['a', 'c', 'b']);
    expect(opened(['a', 'b'], 'c', undefined)).toEqual(['a', 'b', 'c']);
    expect(opened(['a', 'b'], 'b', 'a')).toEqual(['a', 'b']);
  });

  it('bring the next to the front when the front one closes, at the end the one before', () => {
    expect(closed(['a', 'b', 'c'], 'b', 'b')).toEqual({ open: ['a', 'c'], frontId: 'c' });
    expect(closed(['a', 'b'], 'b', 'b')).toEqual({ open: ['a'], frontId: 'a' });
    expect(closed(['a'], 'a', 'a')).toEqual({ open: [], frontId: undefined });
  });

  it('leave the front alone when another closes', () => {
    expect(closed(['a', 'b'], 'a', 'b')).toEqual({ open: ['b'], frontId: 'b' });
  });

  it('go around their ends', () => {
    expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('a');
    expect(neighbour(['a', 'b', 'c'], 'a', -1)).toBe('c');
  });

  it('are read from storage, whatever stands there', () => {
    expect(readOrder('["drf_1",2,"drf_3"]')).toEqual(['drf_1', 'drf_3']);
    expect(readOrder('{"a":1}')).toEqual([]);
    expect(readOrder('{')).toEqual([]);
    expect(readOrder(null)).toEqual([]);
  });
});
