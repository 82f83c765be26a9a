import { expect, it } from 'vitest';
import { distinct, withTemplatePath } from './destination.ts';

it('gives a path only to a destination that has none', () => {
  const at = (url: string) => withTemplatePath(url, '/webhooks/stripe');
  expect(at('http://localhost:3000')).toBe('http://localhost:3000/webhooks/stripe');
  expect(at('http://localhost:3000/')).toBe('http://localhost:3000/webhooks/stripe');
  expect(at('http://localhost:3000?auth=demo')).toBe('http://localhost:3000/webhooks/stripe?auth=demo');
  expect(at('http://localhost:3000/?auth=demo')).toBe('http://localhost:3000/webhooks/stripe?auth=demo');
  expect(at('http://localhost:3000/hooks')).toBe('http://localhost:3000/hooks');
  expect(at('http://127.0.0.1:4567/inbox')).toBe('http://127.0.0.1:4567/inbox');
  expect(at('nonsense')).toBe('nonsense');
});

it('lists each URL once', () => {
  expect(distinct(['a', 'b', 'a', 'c'], 2)).toEqual(['a', 'b']);
});
