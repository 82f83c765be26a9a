import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { message, signed } from '../testing/messages.ts';
import { verify } from '../verify.ts';
import { mailgunHmac } from './mailgun.ts';

const AT = 1_770_920_772_000;
const timestamp = String(AT / 1000);
const token = 'e0b5477167110d68991efc6b9f89f0a11066af27834600e123';
const signedWith = (key: string): string =>
  createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex');

const statusWith = (key: string) =>
  verify({
    message: message({
      body: JSON.stringify({
        signature: {
          token,
          timestamp,
          signature: signedWith('key-of-the-subaccount'),
          'parent-signature': signedWith('key-of-the-account'),
        },
        'event-data': { event: 'delivered' },
      }),
    }),
    schemes: [mailgunHmac],
    secrets: [{ value: key }],
    at: AT,
  }).status;

test('an event of a subaccount fits the key of either account, and no other', () => {
  expect(statusWith('key-of-the-subaccount')).toBe('verified');
  expect(statusWith('key-of-the-account')).toBe('verified');
  expect(statusWith('key-of-a-stranger')).toBe('rejected');
});

test('signing anew leaves no signature of another timestamp behind', () => {
  const before = message({ body: '{"signature":{"signature":"0","parent-signature":"1"}}' });
  const { body } = signed(mailgunHmac, before, 'key-of-the-account', AT, token);
  expect(JSON.parse(Buffer.from(body ?? '').toString())).toEqual({
    signature: { timestamp, token, signature: signedWith('key-of-the-account') },
  });
});
