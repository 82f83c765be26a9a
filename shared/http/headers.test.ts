import { expect, test } from 'vitest';
import { findHeader, findHeaders, hasHeader, headersFromFlat, withoutHeaders } from './headers.ts';
import { rawFields, rawHead } from './raw.ts';

const headers = headersFromFlat(['Host', 'a', 'X-Sig', '1', 'x-sig', '2', '__proto__', 'p']);

test('fields are found by name in any case, all of them in order', () => {
  expect(findHeader(headers, 'x-SIG')).toBe('1');
  expect(findHeaders(headers, 'X-Sig')).toEqual(['1', '2']);
  expect(findHeader(headers, '__proto__')).toBe('p');
  expect(hasHeader(headers, 'constructor')).toBe(false);
  expect(withoutHeaders(headers, ['HOST', 'x-sig'])).toEqual([{ name: '__proto__', value: 'p' }]);
});

test('the head is written as it was on the wire', () => {
  expect(rawHead({ method: 'POST', target: '/x?y', httpVersion: '1.1', headers })).toBe(
    'POST /x?y HTTP/1.1\r\nHost: a\r\nX-Sig: 1\r\nx-sig: 2\r\n__proto__: p\r\n\r\n',
  );
  expect(rawHead({ method: 'GET', target: '/', httpVersion: '', headers: [] })).toBe('GET /\r\n\r\n');
  expect(rawFields([{ name: 'T', value: 'v' }])).toBe('T: v\r\n');
});
