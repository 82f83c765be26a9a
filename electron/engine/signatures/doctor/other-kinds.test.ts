import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemesOf, signingProviders } from '../registry.ts';
import type { SignedMessage } from '../scheme.ts';
import { verify } from '../verify.ts';
import { diagnose } from './diagnose.ts';
import { NOW } from './testing/kits.ts';

/** Key pairs, tokens and signatures that stand in the body; and what nothing explains. */

function examine(
  provider: string,
  schemeId: string,
  message: SignedMessage,
  secret: string,
  others: Record<string, string> = {},
) {
  const scheme = schemesOf(provider).find(({ id }) => id === schemeId);
  if (scheme === undefined) throw new Error(schemeId);
  const secrets = [{ name: 'mine', value: secret }];
  const verification = verify({ message, providerId: provider, schemes: [scheme], secrets, at: NOW });
  const diagnosis = diagnose({
    scheme,
    providerName: provider,
    otherSchemes: signingProviders.flatMap((each) =>
      schemesOf(each).map((one) => ({ scheme: one, providerName: each, isSameProvider: each === provider })),
    ),
    message,
    secrets,
    otherSecrets: Object.entries(others).map(([name, value]) => ({ name, value })),
    reason: verification.reason ?? 'signature_mismatch',
    reasonMessage: verification.message ?? '',
    at: NOW,
  });
  return { status: verification.status, ...diagnosis };
}

const message = (headers: Record<string, string>, body: string | Buffer = '{"type":1}'): SignedMessage => ({
  method: 'POST',
  url: 'https://hooks.example.com/in',
  headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
  body: Buffer.from(body),
});

describe('Ed25519, as Discord signs', () => {
  const pair = generateKeyPairSync('ed25519');
  const raw = pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const hex = raw.toString('hex');
  const timestamp = String(NOW / 1000);
  const signed = (content: string, encoding: 'hex' | 'base64' = 'hex') =>
    message({
      'X-Signature-Ed25519': sign(null, Buffer.from(content), pair.privateKey).toString(encoding),
      'X-Signature-Timestamp': timestamp,
    });
  const body = '{"type":1}';
  const ask = (sent: SignedMessage, key = hex, others = {}) =>
    examine('discord', 'discord-ed25519', sent, key, others);
  const otherKey = generateKeyPairSync('ed25519')
    .publicKey.export({ format: 'der', type: 'spki' })
    .subarray(-32);

  it.each([
    ['another key', ask(signed(timestamp + body), otherKey.toString('hex'), { app: hex }), 'secret.other'],
    ['the key in base64', ask(signed(timestamp + body), raw.toString('base64')), 'secret.key_format'],
    ['the signature in base64', ask(signed(timestamp + body, 'base64')), 'signature.encoding'],
    ['the timestamp left out', ask(signed(body)), 'content.part_left_out'],
    ['a body with white space', ask(signed(`${timestamp}{"type": 1}`)), 'body.reserialized'],
    ['a line feed lost', ask(signed(`${timestamp}${body}\n`)), 'body.trailing_newline'],
    ['another timestamp', ask(signed(String(NOW / 1000 - 5) + body)), 'timestamp.other'],
  ])('%s', (_, found, cause) => {
    expect(found).toMatchObject({ cause });
    expect(found.status).not.toBe('verified');
  });
});

describe('ECDSA, as SendGrid signs', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const key = pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  const timestamp = String(NOW / 1000);
  const body = '[{"event":"open"}]\r\n';
  const signed = (content: string, dsaEncoding: 'der' | 'ieee-p1363' = 'der') =>
    message(
      {
        'X-Twilio-Email-Event-Webhook-Signature': sign('sha256', Buffer.from(content), {
          key: pair.privateKey,
          dsaEncoding,
        }).toString('base64'),
        'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      },
      body,
    );
  const ask = (sent: SignedMessage, secret = key) => examine('sendgrid', 'sendgrid-ecdsa', sent, secret);

  it.each([
    ['the trailing CRLF lost', ask(signed(timestamp + body.trimEnd())), 'body.trailing_newline'],
    ['r and s in place of DER', ask(signed(timestamp + body, 'ieee-p1363')), 'signature.encoding'],
    ['the key with quotes', ask(signed(timestamp + body), `"${key}"`), 'secret.key_format'],
  ])('%s', (_, found, cause) => expect(found).toMatchObject({ cause }));
});

describe('a token that is sent along', () => {
  const ask = (token: string, others = {}) =>
    examine('gitlab', 'gitlab-token', message({ 'X-Gitlab-Token': token }), 'Tok3n-of-this-hook', others);

  it.each([
    ['in lower case', ask('tok3n-of-this-hook'), 'secret.case'],
    ['another known one', ask('0ther-token-1234', { two: '0ther-token-1234' }), 'secret.other'],
    ['with quotes', ask('"Tok3n-of-this-hook"'), 'secret.quotes'],
    ['as a bearer', ask('Bearer Tok3n-of-this-hook'), 'header.prefix'],
    ['cut short', ask('Tok3n-of-th'), 'signature.truncated'],
    ['something else', ask('nonsense-and-more'), 'unknown'],
  ])('%s', (_, found, cause) => {
    expect(found).toMatchObject({ cause });
    expect(JSON.stringify(found)).not.toContain('Tok3n-of-this-hook');
  });

  it('is found in another header', () => {
    const sent = message({ Authorization: 'Bearer Tok3n-of-this-hook' });
    expect(examine('gitlab', 'gitlab-token', sent, 'Tok3n-of-this-hook')).toMatchObject({
      cause: 'header.name',
    });
  });
});

describe('a signature that stands in the body, as Mailgun’s', () => {
  const timestamp = String(NOW / 1000);
  const token = 'a'.repeat(50);
  const sent = (content: string, change: (body: string) => string | Buffer = (body) => body) =>
    message(
      { 'Content-Type': 'application/json' },
      change(
        JSON.stringify({
          signature: {
            timestamp,
            token,
            signature: createHmac('sha256', 'key-of-mailgun').update(content).digest('hex'),
          },
          'event-data': { event: 'opened' },
        }),
      ),
    );
  const ask = (each: SignedMessage) => examine('mailgun', 'mailgun-hmac', each, 'key-of-mailgun');

  it.each([
    ['token before timestamp', ask(sent(token + timestamp)), 'content.order'],
    ['a dot between', ask(sent(`${timestamp}.${token}`)), 'content.separator'],
  ])('%s', (_, found, cause) => expect(found).toMatchObject({ cause }));
});

describe('what nothing explains', { timeout: 30_000 }, () => {
  it('is unknown, whatever the message', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 200, unit: 'binary' }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (body, digest) => {
          const sent = message(
            { 'X-Hub-Signature-256': `sha256=${Buffer.from(digest).toString('hex')}` },
            body,
          );
          expect(examine('github', 'github-sha256', sent, 's3cr3t')).toMatchObject({
            status: 'rejected',
            cause: 'unknown',
          });
        },
      ),
      { numRuns: 6 },
    );
  });

  it('never throws on hostile headers', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 300, unit: 'binary' }),
        fc.string({ maxLength: 60 }),
        (value, secret) => {
          for (const [provider, scheme, name] of [
            ['stripe', 'stripe-v1', 'Stripe-Signature'],
            ['standard-webhooks', 'standard-v1', 'webhook-signature'],
            ['twilio', 'twilio-sha1', 'X-Twilio-Signature'],
            ['discord', 'discord-ed25519', 'X-Signature-Ed25519'],
          ] as const) {
            expect(examine(provider, scheme, message({ [name]: value }), secret).status).not.toBe('verified');
          }
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is bounded for a large body', () => {
    const large = message(
      { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` },
      Buffer.alloc(8 * 1024 * 1024, '{"a":1},'),
    );
    const found = examine('github', 'github-sha256', large, 's3cr3t');
    const attempts = Number(
      /^\d+/.exec(found.evidence.find(({ label }) => label === 'Tried')?.value ?? '')?.[0],
    );
    expect(attempts).toBeLessThan(40);
    expect(found.sentence).toContain('The body is large');
  });
});
