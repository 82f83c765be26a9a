import { expect, test } from 'vitest';
import { Guard } from '../model/guard.ts';
import { guardedUrl, maskedUrl } from './guarded-url.ts';

const token = (place: object, change: object = {}) =>
  Guard.parse({ id: 'grd_1', kind: 'token', place, secretName: 'demo', ...change });
const query = token({ in: 'query', name: 'auth' });
const second = token({ in: 'query', name: 'a b' });
const path = token({ in: 'path' });
const header = token({ in: 'header', name: 'X-Token' });
const url = 'https://demo.ngrok.app/orders';

test.each([
  [[], url],
  [[query], `${url}?auth=d%2F%20%C3%A9`],
  [[path], `${url}/d%2F%20%C3%A9`],
  [[query, path], `${url}/d%2F%20%C3%A9?auth=d%2F%20%C3%A9`],
  [[query, second], `${url}?auth=d%2F%20%C3%A9&a%20b=d%2F%20%C3%A9`],
  [[header, Guard.parse({ id: 'grd_2', kind: 'https' })], url],
  [[token({ in: 'path' }, { isEnabled: false })], url],
])('%j', (guards, expected) => {
  expect(guardedUrl(url, guards, () => 'd/ é')).toBe(expected);
});

test('a token is masked where it is shown', () => {
  expect(maskedUrl(url, [path, query])).toBe(`${url}/••••••?auth=••••••`);
});
