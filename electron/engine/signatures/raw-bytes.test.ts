import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asObject, isVerified, NOW, ours, PATIENCE, refusals, secretOf } from './testing/oracle.ts';
import { message } from './testing/messages.ts';

describe('bytes that are no text, against node:crypto', PATIENCE, () => {
  it.each([
    [
      'github',
      'X-Hub-Signature-256',
      (secret: string, body: Buffer) => `sha256=${hmac('sha256', secret, body, 'hex')}`,
    ],
    [
      'bitbucket',
      'X-Hub-Signature',
      (secret: string, body: Buffer) => `sha256=${hmac('sha256', secret, body, 'hex')}`,
    ],
    [
      'intercom',
      'X-Hub-Signature',
      (secret: string, body: Buffer) => `sha1=${hmac('sha1', secret, body, 'hex')}`,
    ],
    [
      'typeform',
      'Typeform-Signature',
      (secret: string, body: Buffer) => `sha256=${hmac('sha256', secret, body, 'base64')}`,
    ],
    [
      'shopify',
      'X-Shopify-Hmac-Sha256',
      (secret: string, body: Buffer) => hmac('sha256', secret, body, 'base64'),
    ],
    [
      'docusign',
      'X-DocuSign-Signature-1',
      (secret: string, body: Buffer) => hmac('sha256', secret, body, 'base64'),
    ],
    [
      'razorpay',
      'X-Razorpay-Signature',
      (secret: string, body: Buffer) => hmac('sha256', secret, body, 'hex'),
    ],
    [
      'sentry',
      'Sentry-Hook-Signature',
      (secret: string, body: Buffer) => hmac('sha256', secret, body, 'hex'),
    ],
    [
      'pagerduty',
      'X-PagerDuty-Signature',
      (secret: string, body: Buffer) => `v1=${hmac('sha256', secret, body, 'hex')}`,
    ],
  ] as const)('%s', async (providerId, name, expected) => {
    const refused = await refusals(providerId, (chance) => {
      const secret = secretOf(chance);
      const body = chance.bytes(chance.int(300));
      const sent = ours(providerId, message({ body }), secret);
      return (
        asObject(sent.headers)[name.toLowerCase()] === expected(secret, body) &&
        isVerified(providerId, sent, secret)
      );
    });
    expect(refused).toBe(0);
  });

  it.each([
    [
      'stripe',
      (secret: string, body: Buffer) =>
        hmac('sha256', secret, Buffer.concat([Buffer.from(`${NOW / 1000}.`), body]), 'hex'),
    ],
    [
      'zoom',
      (secret: string, body: Buffer) =>
        hmac('sha256', secret, Buffer.concat([Buffer.from(`v0:${NOW / 1000}:`), body]), 'hex'),
    ],
    [
      'paddle',
      (secret: string, body: Buffer) =>
        hmac('sha256', secret, Buffer.concat([Buffer.from(`${NOW / 1000}:`), body]), 'hex'),
    ],
    [
      'calendly',
      (secret: string, body: Buffer) =>
        hmac('sha256', secret, Buffer.concat([Buffer.from(`${NOW / 1000}.`), body]), 'hex'),
    ],
    [
      'twitch',
      (secret: string, body: Buffer) =>
        hmac(
          'sha256',
          secret,
          Buffer.concat([Buffer.from(`msg_1${new Date(NOW).toISOString()}`), body]),
          'hex',
        ),
    ],
  ] as const)('%s, with its time', async (providerId, expected) => {
    const refused = await refusals(`${providerId} raw`, (chance) => {
      const secret = secretOf(chance);
      const body = chance.bytes(chance.int(300));
      const sent = ours(providerId, message({ body }), secret);
      const isThere = sent.headers.some(({ value }) => value.endsWith(expected(secret, body)));
      return isThere && isVerified(providerId, sent, secret);
    });
    expect(refused).toBe(0);
  });
});

const hmac = (algorithm: string, secret: string, body: Buffer, encoding: 'hex' | 'base64'): string =>
  createHmac(algorithm, secret).update(body).digest(encoding);
