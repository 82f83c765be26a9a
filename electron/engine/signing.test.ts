import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from './testing/fake-clock.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** Signatures as a caller of the commands meets them, over real sockets. */

const NOW = 1_750_000_000_000;
const SECRET = 'whsec_TheRightOneOfTheTwo';
const clock = createFakeClock(NOW);
let harness: EngineHarness;

beforeAll(async () => {
  harness = await openEngine({ clock });
  await harness.call('secrets.set', { name: 'stripe', value: SECRET });
  await harness.call('secrets.set', { name: 'stripe.old', value: 'whsec_TheOldOne' });
});
afterAll(() => harness.close());

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

describe('a bin with secrets', () => {
  const event = JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid' });

  beforeAll(async () => {
    await harness.call('bins.create', {
      name: 'Signed',
      signing: { providerId: 'stripe', secretNames: ['stripe', 'stripe.old'] },
    });
  });

  it('verifies what arrives, over the raw bytes', async () => {
    const good = await capture('/signed', {
      body: event,
      headers: { 'Stripe-Signature': stripeHeader(event) },
    });
    expect(good.verification).toMatchObject({
      status: 'verified',
      providerId: 'stripe',
      schemeId: 'stripe-v1',
      secretName: 'stripe',
      signedAt: NOW,
      toleranceMs: 300_000,
    });
    const tampered = await capture('/signed', {
      body: `${event} `,
      headers: { 'Stripe-Signature': stripeHeader(event) },
    });
    expect(tampered.verification).toMatchObject({ status: 'rejected', reason: 'signature_mismatch' });
    expect(JSON.stringify([good, tampered])).not.toContain(SECRET);
  });

  it('takes a signature of the secret before', async () => {
    const headers = { 'Stripe-Signature': stripeHeader(event, NOW, 'whsec_TheOldOne') };
    expect((await capture('/signed', { body: event, headers })).verification).toMatchObject({
      status: 'verified',
      secretName: 'stripe.old',
    });
  });

  it('hashes bytes that are no text', async () => {
    const bin = await harness.call('bins.create', {
      name: 'Bytes',
      signing: { providerId: 'github', secretNames: ['stripe'] },
    });
    const body = Buffer.from([0, 255, 254, 128, 13, 10, 0xc3, 0x28]);
    const { headers } = await harness.call('signatures.sign', {
      provider: 'github',
      secretName: 'stripe',
      request: { url: 'http://localhost/', body: { base64: body.toString('base64') } },
    });
    const kept = await capture(`/${bin.slug}`, {
      body,
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    });
    expect(kept.verification?.status).toBe('verified');
  });

  it('sees at once that a secret was replaced, or is gone', async () => {
    const { call } = harness;
    await call('secrets.set', { name: 'rolling', value: 'whsec_one' });
    await call('bins.create', {
      name: 'Rolling',
      signing: { providerId: 'stripe', secretNames: ['rolling'] },
    });
    const send = (secret: string) =>
      capture('/rolling', { body: event, headers: { 'Stripe-Signature': stripeHeader(event, NOW, secret) } });
    expect((await send('whsec_one')).verification?.status).toBe('verified');
    await call('secrets.set', { name: 'rolling', value: 'whsec_two' });
    expect((await send('whsec_one')).verification?.status).toBe('rejected');
    expect((await send('whsec_two')).verification?.status).toBe('verified');
    await call('secrets.delete', { name: 'rolling' });
    expect((await send('whsec_two')).verification).toMatchObject({
      status: 'unverified',
      reason: 'no_secret',
    });
  });

  it('checks as the recognized provider where it names none, and says when there is none', async () => {
    await harness.call('bins.create', { name: 'Mixed', signing: { secretNames: ['stripe'] } });
    const headers = { 'Stripe-Signature': stripeHeader(event) };
    expect((await capture('/mixed', { body: event, headers })).verification?.status).toBe('verified');
    expect((await capture('/mixed', { body: 'hello' })).verification).toMatchObject({
      status: 'unverified',
      reason: 'no_scheme',
    });
  });

  it('verifies a sender of its own scheme', async () => {
    const scheme = {
      header: 'X-Acme-Signature',
      content: '{timestamp}.{body}',
      encoding: 'base64' as const,
      prefix: 'v1:',
      timestamp: { header: 'X-Acme-Time', unit: 'ms' as const, toleranceMs: 60_000 },
    };
    await harness.call('bins.create', {
      name: 'Acme',
      signing: { providerId: 'generic', scheme, secretNames: ['stripe'] },
    });
    const { headers } = await harness.call('signatures.sign', {
      provider: 'generic',
      scheme,
      secretName: 'stripe',
      request: { url: 'http://localhost/', body: { text: event } },
    });
    expect(headers.map(({ name }) => name)).toEqual(['X-Acme-Time', 'X-Acme-Signature']);
    const kept = await capture('/acme', {
      body: event,
      headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])),
    });
    expect(kept.verification).toMatchObject({ status: 'verified', schemeId: 'generic-hmac' });
  });

  it('refuses a choice that can never work when it is saved', async () => {
    const create = (signing: object) =>
      harness.call('bins.create', { name: 'Wrong', signing: { secretNames: [], ...signing } });
    await expect(create({ providerId: 'stirpe' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'signing.providerId' }],
    });
    await expect(create({ providerId: 'stripe', scheme: 'github-sha256' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'signing.scheme' }],
    });
    await expect(
      create({ providerId: 'generic', scheme: { header: 'X-S', content: '{bodies}' } }),
    ).rejects.toMatchObject({ code: 'bad_input' });
  });
});

describe('exchanges.verify', () => {
  it('checks a capture with another secret as of when it came, keeps that and tells of it', async () => {
    const { call, engine } = harness;
    const kept = await capture('/inbox', {
      body: '{}',
      headers: { 'Stripe-Signature': stripeHeader('{}', NOW, 'whsec_TheOldOne') },
    });
    expect(kept.verification).toBeUndefined();
    const events: string[] = [];
    const stop = engine.subscribe((event) => void events.push(event.type));
    const wrong = await call('exchanges.verify', { id: kept.id, providerId: 'stripe', secretName: 'stripe' });
    expect(wrong).toMatchObject({ status: 'rejected', secretName: 'stripe' });
    const right = await call('exchanges.verify', { id: kept.id, secretName: 'stripe.old' });
    stop();
    expect(right).toMatchObject({ status: 'verified', checkedAt: kept.receivedAt });
    expect(events).toEqual(['exchange.updated', 'exchange.updated']);
    expect((await call('exchanges.get', { id: kept.id })).verification).toEqual(right);
  });

  it('reads a body that is too large to be looked at on arrival as a stream', async () => {
    const { call } = harness;
    const body = Buffer.alloc(17 * 1024 * 1024, 'a');
    const headers = { 'Stripe-Signature': stripeHeader(body.toString()) };
    const kept = await capture('/signed', { body, headers });
    expect(kept.verification).toMatchObject({ status: 'unverified', reason: 'body_too_large' });
    expect(await call('exchanges.verify', { id: kept.id })).toMatchObject({ status: 'verified' });
    const wrong = await call('exchanges.verify', { id: kept.id, secret: 'whsec_other' });
    expect(wrong).toMatchObject({ status: 'rejected', reason: 'signature_mismatch' });
  });

  it('says what it can not do', async () => {
    const { call } = harness;
    const kept = await capture('/inbox', { body: 'cmd=x' });
    const verify = (input: object) => call('exchanges.verify', { id: kept.id, ...input });
    expect(await verify({ providerId: 'paypal-ipn', secret: 'x' })).toMatchObject({
      status: 'unverified',
      reason: 'needs_postback',
    });
    await expect(verify({ providerId: 'stripe', secretName: 'nowhere' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'secretName' }],
    });
    expect(await verify({ providerId: 'stripe' })).toMatchObject({ reason: 'no_secret' });
  });
});
