import { expect, test } from 'vitest';
import { toHeaderList, withoutHopByHop, withRules } from './header-list.ts';
import type { HeaderList } from './header-list.ts';

test('hop-by-hop headers go, and those that Connection names; the rest keeps order, case and duplicates', () => {
  const list = toHeaderList([
    'X-b',
    '1',
    'Connection',
    'keep-alive, X-Gone',
    'x-B',
    '2',
    'X-Gone',
    '3',
    'TE',
    'trailers',
    'Trailer',
    'T',
  ]);
  expect(withoutHopByHop(list)).toEqual([
    ['X-b', '1'],
    ['x-B', '2'],
    ['Trailer', 'T'],
  ]);
});

test('Connection can not take away the framing of the message', () => {
  const list: HeaderList = [
    ['Host', 'a'],
    ['Connection', 'close, content-length, host'],
    ['Content-Length', '3'],
  ];
  expect(withoutHopByHop(list)).toEqual([
    ['Host', 'a'],
    ['Content-Length', '3'],
  ]);
});

test('rules remove, add and replace the host where it is', () => {
  const list: HeaderList = [
    ['Host', 'a'],
    ['X-Old', '1'],
    ['x-kept', '2'],
  ];
  expect(withRules(list, { add: ['x-new:v:1', 'host:eshop.localhost'], remove: ['x-old'] })).toEqual([
    ['Host', 'eshop.localhost'],
    ['x-kept', '2'],
    ['x-new', 'v:1'],
  ]);
});
