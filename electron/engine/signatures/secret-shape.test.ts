import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { selfSigned } from '../self-signed.ts';
import { schemesOf } from './registry.ts';
import { samples, SIGNED_AT } from './testing/samples.ts';
import { verify } from './verify.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rsaPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const expired = selfSigned({
  key: rsa.privateKey,
  algorithm: 'rsa',
  commonName: 'old',
  fromAt: SIGNED_AT - 20_000,
  toAt: SIGNED_AT - 10_000,
});

function verifyWith(providerId: string, secret: string, schemeId?: string) {
  const own = schemesOf(providerId);
  const sample = samples.find(({ scheme }) => scheme.id === (schemeId ?? own[0]?.id));
  if (sample === undefined) throw new Error(`There is no sample of ${providerId}.`);
  return verify({
    message: sample.message,
    providerId,
    schemes: own,
    secrets: [{ value: secret }],
    at: SIGNED_AT,
  });
}

describe('a secret of the wrong shape is named before it is used', () => {
  it.each([
    ['stripe', 'sk_live_51Hxyz', /API key/],
    ['stripe', 'rk_test_51Hxyz', /API key/],
    ['stripe', 'we_1Nxyz', /id of a webhook endpoint/],
    ['stripe', 'whsec_abc\n', /white space/],
    ['slack', 'xoxb-123-456', /Slack token/],
    ['shopify', 'shpat_0123', /access token/],
    ['twilio', 'AC0123456789abcdef0123456789abcdef', /Account SID/],
    ['twilio', 'SK0123456789abcdef0123456789abcdef', /API key SID/],
    ['standard-webhooks', 'whsec_not base64!', /base64/],
    ['standard-webhooks', 'whsec_abcde', /base64/],
    ['standard-webhooks', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n', /white space/],
    ['discord', 'abcdef', /64 hex digits/],
    ['discord', 'g'.repeat(64), /64 hex digits/],
    ['discord', rsaPem, /Ed25519/],
    ['sendgrid', 'SG.abc.def', /verification key/],
    ['paypal', rsaPem, /webhook id/],
    ['paypal', '1JE4291016473214C', /PEM/],
    ['aws-sns', 'a password', /PEM/],
    ['aws-sns', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /damaged/],
    ['adyen', 'not hex', /64 hex digits/],
    ['telegram', '123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw', /bot’s own token/],
    ['telegram', 'with space', /letters, digits/],
    ['twitch', 'short', /10 to 100/],
    ['linear', 'lin_api_0123', /API key/],
    ['paddle', 'pdl_live_apikey_01', /API key/],
    ['gitlab', 'whsec_abcd', /signing token/],
    ['github', rsaPem, /shared secret/],
  ])('%s: %s', (providerId, secret, words) => {
    const result = verifyWith(providerId, secret);
    expect(result).toMatchObject({ status: 'unverified', reason: 'secret_malformed' });
    expect(result.message).toMatch(words);
    expect(result.computed).toBeUndefined();
  });

  it('a certificate has to have been valid when the message was signed', () => {
    expect(verifyWith('aws-sns', expired)).toMatchObject({
      status: 'rejected',
      reason: 'certificate_untrusted',
    });
  });

  it('never says more of a secret than its kind', () => {
    expect(verifyWith('stripe', 'sk_live_51HxyzSECRET').message).not.toContain('SECRET');
  });
});

describe('URLs that a message names', () => {
  const change = (schemeId: string, from: RegExp, to: string) => {
    const sample = samples.find(({ scheme }) => scheme.id === schemeId);
    if (sample === undefined) throw new Error('There is no such sample.');
    const body = Buffer.from(Buffer.from(sample.message.body).toString().replace(from, to));
    const headers = sample.message.headers.map(({ name, value }) => ({
      name,
      value: value.replace(from, to),
    }));
    return verify({
      message: { ...sample.message, body, headers },
      schemes: [sample.scheme],
      secrets: [{ value: sample.secret }],
      at: SIGNED_AT,
    });
  };

  it.each([
    ['sns-v2', 'https://sns.us-east-1.amazonaws.com.evil.example/x.pem'],
    ['sns-v2', 'https://sns.us-east-1.amazonaws.com@evil.example/x.pem'],
    ['sns-v2', 'http://sns.us-east-1.amazonaws.com/x.pem'],
    ['sns-v2', 'https://sns.us-east-1.amazonaws.com/x.txt'],
    ['sns-v2', 'https://sns.us-east-1.amazonaws.com:8443/x.pem'],
    ['paypal-rsa', 'https://api.paypal.com.evil.example/cert'],
    ['paypal-rsa', 'http://api.paypal.com/cert'],
    ['paypal-rsa', 'https://evil.example/?https://api.paypal.com/'],
  ])('%s: %s is not theirs', (schemeId, url) => {
    expect(change(schemeId, /https:\/\/(?:sns|api)\.[^"]*/, url)).toMatchObject({
      status: 'rejected',
      reason: 'certificate_untrusted',
    });
  });
});
