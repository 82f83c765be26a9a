import { expect, test } from 'vitest';
import { endpointsOf } from './endpoint.ts';

test('a bin has an endpoint by path, by host name and, with a tunnel, in public', () => {
  expect(endpointsOf('stripe', { host: '127.0.0.1', port: 4567 })).toEqual({
    local: 'http://127.0.0.1:4567/stripe',
    localhost: 'http://stripe.localhost:4567',
  });
  expect(endpointsOf('stripe', { host: '127.0.0.1', port: 1 }, 'https://demo.ngrok.app/').public).toBe(
    'https://demo.ngrok.app/stripe',
  );
});

test.each([
  ['0.0.0.0', 'http://127.0.0.1:1/a'],
  ['::', 'http://[::1]:1/a'],
  ['::1', 'http://[::1]:1/a'],
  ['192.168.1.5', 'http://192.168.1.5:1/a'],
])('listening on %s is reached at %s', (host, url) => {
  expect(endpointsOf('a', { host, port: 1 }).local).toBe(url);
});
