import { expect, test } from 'vitest';
import { EdgeRefusal } from './messages.ts';
import { parseTrafficPolicy } from './traffic-policy.ts';

const policyOf = (...actions: unknown[]) => JSON.stringify({ on_http_request: [{ actions }] });

test.each([
  ['on_http_request:\n  - actions: []', 'ERR_NGROK_2236'],
  ['{"on_http_request": 5}', 'ERR_NGROK_2236'],
  ['{"on_tcp_connect": []}', 'ERR_NGROK_2236'],
  [policyOf(), 'ERR_NGROK_2236'],
  [policyOf({ type: 'no-such-action' }), 'ERR_NGROK_2201'],
  [policyOf({ type: 'custom-response', config: {} }), 'ERR_NGROK_2203'],
  [policyOf({ type: 'basic-auth', config: { credentials: [] } }), 'ERR_NGROK_2203'],
  [
    JSON.stringify({ on_http_request: [{ expressions: ['true'], actions: [{ type: 'deny' }] }] }),
    'ERR_NGROK_2200',
  ],
])('%s is refused with %s', (text, code) => {
  expect(() => parseTrafficPolicy(text)).toThrow(expect.objectContaining({ code }));
  expect(() => parseTrafficPolicy(text)).toThrow(EdgeRefusal);
});

test('actions come in the order of the rules', () => {
  const text = policyOf({ type: 'remove-headers', config: { headers: ['a'] } }, { type: 'deny' });
  expect(parseTrafficPolicy(text)).toEqual([
    { type: 'remove-headers', config: { headers: ['a'] } },
    { type: 'deny', config: { status_code: 403 } },
  ]);
});
