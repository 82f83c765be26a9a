import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeClock } from './testing/fake-clock.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** The doctor as a caller of the commands meets it. */

const NOW = 1_750_000_000_000;
const RIGHT = 'whsec_TheRightOneOfTheTwo';
const OTHER = 'whsec_TheLiveOneOfTheTwo';
let harness: EngineHarness;

beforeAll(async () => {
  harness = await openEngine({ clock: createFakeClock(NOW) });
  await harness.call('secrets.set', { name: 'stripe.test', value: RIGHT });
  await harness.call('secrets.set', { name: 'stripe.live', value: OTHER });
  await harness.call('bins.create', {
    name: 'Signed',
    signing: { providerId: 'stripe', secretNames: ['stripe.test'] },
  });
  await harness.call('bins.create', { name: 'Plain' });
});
afterAll(() => harness.close());

const stripe = new Stripe('sk_test_none');
const event = JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid' });
const signature = (payload: string, secret = RIGHT) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp: Math.floor(NOW / 1000) });

async function capture(path: string, body: string, header = signature(body)) {
  const headers = { 'Stripe-Signature': header, 'Content-Type': 'application/json' };
  await (await fetch(harness.engine.captureUrl + path, { method: 'POST', body, headers })).text();
  const [newest] = (await harness.call('exchanges.list', { limit: 1 })).items;
  if (newest === undefined) throw new Error('Nothing was captured.');
  return newest;
}

describe('signatures.verify', () => {
  it('names a secret of the wrong shape as the cause, where none that is known fits', async () => {
    const body = Buffer.from(event).toString('base64');
    const header = signature(event, 'whsec_OfAnEndpointThatIsNotKnownHere');
    const found = await harness.call('signatures.verify', {
      provider: 'stripe',
      secret: 'sk_test_51AbcdefGhijklmnop',
      request: {
        method: 'POST',
        url: 'https://example.com/hook',
        headers: [{ name: 'Stripe-Signature', value: header }],
        body: { base64: body },
      },
    });
    expect(found).toMatchObject({ status: 'unverified', reason: 'secret_malformed' });
    expect(found.diagnosis).toMatchObject({ cause: 'secret.malformed', sentence: found.message });
  });
});

describe('exchanges.diagnose', () => {
  it('names the secret that fits, and stores nothing', async () => {
    const { id } = await capture('/signed', event, signature(event, OTHER));
    const found = await harness.call('exchanges.diagnose', { id });
    expect(found).toMatchObject({ status: 'rejected', diagnosis: { cause: 'secret.mode' } });
    expect(found.diagnosis?.sentence).toContain('“stripe.live”');
    expect((await harness.call('exchanges.get', { id })).verification).not.toHaveProperty('diagnosis');
    expect(JSON.stringify(found)).not.toContain(OTHER);
    expect(JSON.stringify(found)).not.toContain(RIGHT);
  });

  it('says of a bin without a secret which of those that are kept fits', async () => {
    const { id } = await capture('/plain', event);
    const found = await harness.call('exchanges.diagnose', { id });
    expect(found).toMatchObject({ status: 'unverified', reason: 'no_secret' });
    expect(found.diagnosis).toMatchObject({ cause: 'secret.other' });
    expect(found.diagnosis?.sentence).toContain('“stripe.test”');
  });

  it('finds the request that a signature belongs to', async () => {
    const other = JSON.stringify({ id: 'evt_2', object: 'event', type: 'charge.failed' });
    await capture('/signed', other);
    const { id } = await capture('/signed', event, signature(other));
    const { diagnosis } = await harness.call('exchanges.diagnose', { id });
    expect(diagnosis).toMatchObject({ cause: 'request.other' });
  });

  it('has nothing to say of what is verified', async () => {
    const { id } = await capture('/signed', event);
    const found = await harness.call('exchanges.diagnose', { id });
    expect(found).toMatchObject({ status: 'verified' });
    expect(found).not.toHaveProperty('diagnosis');
  });

  it('is told of an exchange that is not there', async () => {
    await expect(
      harness.call('exchanges.diagnose', { id: 'exc_01926f3c-1111-7000-8000-000000000001' }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('exchanges.verify', () => {
  it('keeps why it failed', async () => {
    const { id } = await capture('/signed', `${event}\n`, signature(event));
    await harness.call('exchanges.verify', { id });
    const { verification } = await harness.call('exchanges.get', { id });
    expect(verification?.diagnosis).toMatchObject({
      cause: 'body.trailing_newline',
      difference: { of: 'body', offsetBytes: event.length, arrived: '\n', signed: '' },
    });
  });
});

describe('exchanges.verifyNewest', () => {
  it('checks what a bin captured before it had a secret', async () => {
    const bin = await harness.call('bins.create', { name: 'Late' });
    for (const each of [event, `${event} `, event]) await capture('/late', each);
    await capture('/late', event, 'nonsense');
    const update = { id: bin.id, signing: { secretNames: ['stripe.test'] } };
    await harness.call('bins.update', update);
    expect(await harness.call('exchanges.verifyNewest', { binId: bin.id })).toEqual({
      verifiedCount: 3,
      rejectedCount: 1,
      unverifiedCount: 0,
    });
    expect(await harness.call('exchanges.verifyNewest', { binId: bin.id, limit: 1 })).toMatchObject({
      verifiedCount: 0,
      rejectedCount: 1,
    });
    const { items } = await harness.call('exchanges.list', { binId: bin.id, query: 'verification:verified' });
    expect(items).toHaveLength(3);
  });
});

describe('signatures.diagnose', () => {
  const request = (body: string, header: string) => ({
    url: 'https://example.com/hooks',
    headers: [{ name: 'X-Hub-Signature-256', value: header }],
    body: { text: body },
  });
  const github = (body: string, secret: string) =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  it('takes a secret, names of secrets, or none', async () => {
    const pretty = JSON.stringify(JSON.parse(event), null, 2);
    const given = await harness.call('signatures.diagnose', {
      provider: 'github',
      secret: 'mine',
      request: request(pretty, github(event, 'mine')),
    });
    expect(given.diagnosis).toMatchObject({ cause: 'body.reserialized', difference: { of: 'body' } });
    const named = { provider: 'github', request: request(event, github(event, OTHER)) };
    expect(
      await harness.call('signatures.diagnose', { ...named, secretNames: ['stripe.test', 'stripe.live'] }),
    ).toMatchObject({ status: 'verified', secretName: 'stripe.live' });
    expect(await harness.call('signatures.diagnose', named)).toMatchObject({
      status: 'unverified',
      diagnosis: { cause: 'secret.other' },
    });
  });

  it('comes with signatures.verify as well', async () => {
    const rejected = await harness.call('signatures.verify', {
      provider: 'github',
      secret: 'mine',
      request: request(event, github(event, 'mine').replace('sha256=', 'sha1=')),
    });
    expect(rejected).toMatchObject({ status: 'rejected', diagnosis: { cause: 'header.version' } });
  });

  it('refuses a secret that is not kept', async () => {
    await expect(
      harness.call('signatures.diagnose', {
        provider: 'github',
        secretNames: ['gone'],
        request: request(event, ''),
      }),
    ).rejects.toMatchObject({ code: 'bad_input' });
  });
});
