import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublicKey, createVerify, X509Certificate } from 'node:crypto';
import { crc32 } from 'node:zlib';
import Stripe from 'stripe';
import { validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHeader } from '../../shared/http/headers.ts';
import { createFakeClock } from './testing/fake-clock.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** What goes out signed, as its receiver gets it. */

const NOW = 1_750_000_000_000;
const SECRET = 'whsec_TheRightOneOfTheTwo';
const clock = createFakeClock(NOW);
let harness: EngineHarness;

interface Received {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}
const received: Received[] = [];
const failing = { count: 0 };
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body: Buffer.concat(chunks) });
    failing.count -= 1;
    response.writeHead(failing.count >= 0 ? 500 : 200).end('ok');
  });
});
let receiverUrl = '';

beforeAll(async () => {
  harness = await openEngine({ clock });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  await harness.call('secrets.set', { name: 'stripe', value: SECRET });
});
afterAll(async () => {
  await harness.close();
  receiver.closeAllConnections();
  receiver.close();
});

const stripe = new Stripe('sk_test_none');
const stripeHeader = (payload: string, at = NOW, secret = SECRET) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(at / 1000) });

async function capture(path: string, init: RequestInit) {
  const response = await fetch(harness.engine.captureUrl + path, { method: 'POST', ...init });
  await response.text();
  const [newest] = (await harness.call('exchanges.list', { limit: 1 })).items;
  if (newest === undefined) throw new Error('Nothing was captured.');
  return harness.call('exchanges.get', { id: newest.id });
}

describe('a signed send', () => {
  const last = () => received.at(-1) ?? { method: '', url: '', headers: {}, body: Buffer.alloc(0) };

  it('carries the signature that the official library accepts', async () => {
    const delivery = await harness.call('drafts.send', {
      method: 'POST',
      url: `${receiverUrl}/hooks`,
      headers: [{ name: 'stripe-signature', value: 'stale' }],
      body: { text: '{"id":"evt_ü"}' },
      sign: { provider: 'stripe', secretName: 'stripe' },
    });
    expect(delivery.status).toBe('responded');
    const { headers, body } = last();
    const event = stripe.webhooks.constructEvent(
      body,
      String(headers['stripe-signature']),
      SECRET,
      300,
      undefined,
      NOW,
    );
    expect(event.id).toBe('evt_ü');
    expect(delivery.request.headers.filter(({ name }) => /^stripe-signature$/i.test(name))).toHaveLength(1);
    expect(JSON.stringify(delivery)).not.toContain(SECRET);
  });

  it.each([299, 300, 301])('%i s ago is what it says', async (age) => {
    await harness.call('drafts.send', {
      method: 'POST',
      url: receiverUrl,
      body: { text: '{}' },
      sign: { provider: 'stripe', secretName: 'stripe', ageMs: age * 1000 },
    });
    const signature = String(last().headers['stripe-signature']);
    expect(signature).toContain(`t=${NOW / 1000 - age},`);
    const check = () => stripe.webhooks.constructEvent('{}', signature, SECRET, 300, undefined, NOW);
    if (age <= 300) expect(check).not.toThrow();
    else expect(check).toThrow(/tolerance/);
  });

  it('signs in the URL where the scheme does', async () => {
    const token = '0123456789abcdef0123456789abcdef';
    await harness.call('drafts.send', {
      method: 'POST',
      url: `${receiverUrl}/sms?x=1`,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      body: { text: '{"a":1}' },
      sign: { provider: 'twilio', secret: token, url: 'https://eshop.example/sms?x=1' },
    });
    const { url, headers } = last();
    expect(url).toMatch(/^\/sms\?x=1&bodySHA256=[0-9a-f]{64}$/);
    const signature = String(headers['x-twilio-signature']);
    expect(validateRequestWithBody(token, signature, `https://eshop.example${url}`, '{"a":1}')).toBe(true);
  });

  it('replays a capture signed afresh, or frozen as it was', async () => {
    const { call } = harness;
    const old = stripeHeader('{"a":1}', NOW - 3_600_000);
    const kept = await capture('/inbox', { body: '{"a":1}', headers: { 'Stripe-Signature': old } });
    const replay = (sign: object, edits: object = {}) =>
      call('exchanges.replay', {
        id: kept.id,
        url: receiverUrl,
        sign: { provider: 'stripe', secretName: 'stripe', ...sign },
        ...edits,
      });
    await replay({});
    expect(String(last().headers['stripe-signature'])).toBe(stripeHeader('{"a":1}').replace(/,v0=.*/, ''));
    await replay({ isFrozen: true }, { edits: { body: { text: '{"a":2}' } } });
    expect(String(last().headers['stripe-signature'])).toBe(stripeHeader('{"a":2}', NOW - 3_600_000));
  });

  it('signs each attempt anew, with one message id', async () => {
    failing.count = 1;
    const before = received.length;
    const sending = harness.call('drafts.send', {
      method: 'POST',
      url: receiverUrl,
      body: { text: '{}' },
      sign: { provider: 'svix', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
      retry: { kind: 'fixed', maxAttempts: 2, delayMs: 7000 },
    });
    while (clock.pendingCount === 0 || received.length === before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (received.length < before + 2) {
      clock.advance(1000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await sending;
    const [first, second] = received.slice(before).map(({ headers }) => headers);
    expect(first?.['svix-id']).toMatch(/^msg_/);
    expect(second?.['svix-id']).toBe(first?.['svix-id']);
    expect(Number(second?.['svix-timestamp'])).toBeGreaterThanOrEqual(Number(first?.['svix-timestamp']) + 7);
    expect(second?.['svix-signature']).not.toBe(first?.['svix-signature']);
  });

  it('says what is wrong before anything is sent', async () => {
    const before = received.length;
    const send = (sign: object) =>
      harness.call('drafts.send', {
        method: 'POST',
        url: receiverUrl,
        body: { text: 'no json' },
        sign: { provider: 'stripe', ...sign },
      });
    await expect(send({ secret: 'sk_test_1' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'secret' }],
    });
    await expect(send({ provider: 'mollie', secret: 'x' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(send({ provider: 'linear', secret: 'lin_wh_x' })).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(send({ secret: SECRET, isFrozen: true })).rejects.toMatchObject({
      details: [{ path: 'isFrozen' }],
    });
    await expect(send({ secret: SECRET, secretName: 'stripe' })).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
    expect(received).toHaveLength(before);
  });
});

describe('local key pairs', () => {
  it('sign as PayPal does, with a certificate to download', async () => {
    const { call } = harness;
    const pair = await call('keys.create', {
      name: 'paypal.local',
      algorithm: 'rsa',
      certificate: { commonName: 'Hookbench' },
      webhookId: '1JE4291016473214C',
    });
    expect(JSON.stringify(pair)).not.toContain('PRIVATE');
    const { headers } = await call('signatures.sign', {
      provider: 'paypal',
      secretName: 'paypal.local',
      request: { url: receiverUrl, body: { text: '{"id":"WH-1"}' } },
    });
    const value = (name: string) => findHeader(headers, name) ?? '';
    const signed = `${value('PAYPAL-TRANSMISSION-ID')}|${value('PAYPAL-TRANSMISSION-TIME')}|1JE4291016473214C|${crc32('{"id":"WH-1"}')}`;
    const certificate = new X509Certificate(pair.certificatePem ?? '');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    const isRight = createVerify('sha256')
      .update(signed)
      .verify(certificate.publicKey, value('PAYPAL-TRANSMISSION-SIG'), 'base64');
    expect(isRight).toBe(true);
    const verification = await call('signatures.verify', {
      provider: 'paypal',
      secret: `1JE4291016473214C\n${pair.certificatePem ?? ''}`,
      request: { url: receiverUrl, headers, body: { text: '{"id":"WH-1"}' } },
    });
    expect(verification.status).toBe('verified');
  });

  it.each(['ecdsa', 'ed25519'] as const)(
    '%s: public halves only, and a name is taken once',
    async (algorithm) => {
      const { call } = harness;
      const pair = await call('keys.create', {
        name: `local.${algorithm}`,
        algorithm,
        certificate: { commonName: 'Hookbench' },
      });
      expect(createPublicKey(pair.publicKeyPem).type).toBe('public');
      const certificate = new X509Certificate(pair.certificatePem ?? '');
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect((await call('keys.list', {})).keys).toContainEqual(pair);
      await expect(call('keys.create', { name: `local.${algorithm}`, algorithm })).rejects.toMatchObject({
        code: 'conflict',
      });
      const provider = algorithm === 'ecdsa' ? 'sendgrid' : 'discord';
      const request = { url: receiverUrl, body: { text: 'x' } };
      const { headers } = await call('signatures.sign', { provider, secretName: pair.name, request });
      const [form] = pair.forms;
      const verification = await call('signatures.verify', {
        provider,
        secret: form?.value ?? '',
        request: { ...request, headers },
      });
      expect(verification.status).toBe('verified');
    },
  );
});
