import { X509Certificate } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHeader } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { PaypalLab } from '../../../shared/model/paypal-lab.ts';
import type { CommandInput } from '../../../shared/ipc/contract.ts';
import { openEngine, type EngineHarness } from '../testing/engine-harness.ts';

const WEBHOOK_ID = '5ML01234LAB567890';

let harness: EngineHarness;
let urls: NonNullable<PaypalLab['urls']>;

beforeAll(async () => {
  harness = await openEngine();
  urls =
    (await harness.call('paypalLab.start', { port: 0 })).urls ?? expect.fail('The lab has no addresses.');
});
afterAll(() => harness.close());

/** Sends a webhook to Inbox and gives back what arrived there. */
async function sent(input: Partial<CommandInput<'paypalLab.sendWebhook'>> = {}) {
  const delivery = await harness.call('paypalLab.sendWebhook', {
    url: `${harness.engine.captureUrl}/inbox`,
    ...input,
  });
  const { base64 } = await harness.call('bodies.read', {
    source: { kind: 'delivery', deliveryId: delivery.id },
  });
  return { delivery, headers: delivery.request.headers, body: Buffer.from(base64, 'base64').toString() };
}

async function token(): Promise<string> {
  const reply = await fetch(`${urls.api}/v1/oauth2/token`, {
    method: 'POST',
    headers: {
      Authorization: `Basic ${btoa('client:secret')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token, token_type } = (await reply.json()) as { access_token: string; token_type: string };
  expect(token_type).toBe('Bearer');
  return access_token;
}

/** Asks as PayPal's documents say; `event` is put into the request as text. */
async function verify(
  headers: readonly Header[],
  event: string,
  { webhookId = WEBHOOK_ID, ...changes }: Record<string, string> = {},
) {
  const header = (name: string) => findHeader(headers, name) ?? '';
  const question = {
    auth_algo: header('paypal-auth-algo'),
    cert_url: header('paypal-cert-url'),
    transmission_id: header('paypal-transmission-id'),
    transmission_sig: header('paypal-transmission-sig'),
    transmission_time: header('paypal-transmission-time'),
    webhook_id: webhookId,
    ...changes,
  };
  const body = `${JSON.stringify(question).slice(0, -1)},"webhook_event":${event}}`;
  const reply = await fetch(`${urls.api}/v1/notifications/verify-webhook-signature`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${await token()}`, 'Content-Type': 'application/json' },
    body,
  });
  const { verification_status } = (await reply.json()) as { verification_status: string };
  const { postBacks } = await harness.call('paypalLab.status', {});
  return { status: verification_status, reason: postBacks[0]?.reason, postBack: postBacks[0] };
}

describe('verify-webhook-signature', () => {
  it('says SUCCESS for what the lab signed, and for which send', async () => {
    const { headers, body, delivery } = await sent();
    expect(await verify(headers, body)).toMatchObject({ status: 'SUCCESS', reason: 'unchanged' });
    const { sends } = await harness.call('paypalLab.status', {});
    expect(sends[0]).toMatchObject({ deliveryId: delivery.id, isVerified: true });
  });

  it('takes an event that was parsed and written anew, with or without spaces and escapes', async () => {
    const { headers, body } = await sent({ body: '{"event_type":"X.Y","note":"zurückgegeben","n":1}' });
    const anew = JSON.stringify(JSON.parse(body), undefined, 2);
    const inAscii = anew.replaceAll(
      /[^ -~\n]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    expect(inAscii).toContain('\\u00fc');
    for (const each of [anew, inAscii]) {
      expect(await verify(headers, each)).toMatchObject({ status: 'SUCCESS', reason: 'same_event' });
    }
  });

  it('takes an event of one’s own that was sent with its white space', async () => {
    const text = '{ "event_type": "X.Y",\n  "amount": 1.50 }\n';
    const { headers } = await sent({ body: text });
    expect((await verify(headers, text)).status).toBe('SUCCESS');
    expect((await verify(headers, '{"event_type":"X.Y","amount":1.5}')).status).toBe('SUCCESS');
  });

  it.each([
    ['a value changed', 'changed', (body: string) => body.replace(/"value":"(\d)/, '"value":"9$1')],
    [
      'members in another order',
      'changed',
      (body: string) => JSON.stringify(reversed(JSON.parse(body) as object)),
    ],
    ['a member more', 'changed', (body: string) => body.replace('{', '{"x":1,')],
  ])('says FAILURE with %s', async (_, reason, change) => {
    const { headers, body } = await sent();
    const found = await verify(headers, change(body));
    expect(found).toMatchObject({ status: 'FAILURE', reason });
    expect(found.postBack?.difference).toBeDefined();
  });

  it.each([
    ['webhook_id', { webhookId: 'OTHER' }],
    ['webhook_id', { webhookId: 'WEBHOOK_ID' }],
    ['transmission', { transmission_time: '2020-01-01T00:00:00Z' }],
    ['transmission', { transmission_sig: Buffer.alloc(256).toString('base64') }],
    ['unknown', { transmission_id: 'a-other' }],
    ['algorithm', { auth_algo: 'SHA1withRSA' }],
    ['certificate', { cert_url: 'https://api.paypal.com/v1/notifications/certs/CERT-1-2-3' }],
    ['certificate', { cert_url: 'not a URL' }],
  ])('says FAILURE for another %s', async (reason, change) => {
    const { headers, body } = await sent();
    expect(await verify(headers, body, change)).toMatchObject({ status: 'FAILURE', reason });
  });

  it('signs simulated events for the id WEBHOOK_ID', async () => {
    const { headers, body } = await sent({ isSimulated: true });
    expect(await verify(headers, body)).toMatchObject({ status: 'FAILURE', reason: 'webhook_id' });
    const found = await verify(headers, body, { webhookId: 'WEBHOOK_ID' });
    expect(found).toMatchObject({ status: 'SUCCESS' });
    expect(found.postBack?.warnings.join()).toContain('simulator');
  });

  it('refuses what is no question, as the API does', async () => {
    const ask = async (body: string, headers: Record<string, string> = { Authorization: 'Bearer x' }) => {
      const reply = await fetch(`${urls.api}/v1/notifications/verify-webhook-signature`, {
        method: 'POST',
        headers,
        body,
      });
      return { status: reply.status, json: (await reply.json()) as { name: string; details?: unknown[] } };
    };
    expect(await ask('{}', {})).toMatchObject({ status: 401, json: { name: 'AUTHENTICATION_FAILURE' } });
    expect(await ask('not json')).toMatchObject({ status: 400, json: { name: 'VALIDATION_ERROR' } });
    const { json } = await ask('{"auth_algo":1}');
    expect(json.details).toContainEqual(
      expect.objectContaining({ field: '/webhook_event', issue: 'MISSING_REQUIRED_PARAMETER' }),
    );
  });
});

it('gives tokens to who shows credentials only', async () => {
  const ask = async (headers: Record<string, string>, body: string) =>
    (await fetch(`${urls.api}/v1/oauth2/token`, { method: 'POST', headers, body })).status;
  expect(await ask({}, 'grant_type=client_credentials')).toBe(401);
  expect(await ask({ Authorization: 'Basic YTpi' }, 'grant_type=password')).toBe(400);
});

it('serves the certificate that its messages name, the same over HTTPS', async () => {
  const { headers } = await sent();
  const { pem } = await harness.call('paypalLab.certificate', {});
  const served = await (await fetch(findHeader(headers, 'paypal-cert-url') ?? '')).text();
  expect(served).toBe(pem);
  const certificate = new X509Certificate(pem);
  expect(certificate.checkHost('localhost')).toBe('localhost');
  expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(certificate.ca).toBe(false);
  expect(certificate.verify(certificate.publicKey)).toBe(true);

  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = httpsRequest(
      `${urls.apiHttps}/v1/oauth2/token`,
      {
        method: 'POST',
        ca: pem,
        lookup: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    request.on('error', reject);
    request.end();
  });
  expect(status).toBe(401);
});

it('keeps its key, by name only, and its certificate over restarts', async () => {
  const { secrets } = await harness.call('secrets.status', {});
  expect(secrets.map(({ name }) => name)).toContain('paypal-lab.key');
  const { pem } = await harness.call('paypalLab.certificate', {});
  await harness.call('paypalLab.stop', {});
  const restarted = await harness.call('paypalLab.start', { port: 0 });
  urls = restarted.urls ?? expect.fail('The lab has no addresses.');
  expect((await harness.call('paypalLab.certificate', {})).pem).toBe(pem);
});

it('refuses an event that is none', async () => {
  await expect(sent({ body: 'not json' })).rejects.toMatchObject({ details: [{ path: 'body' }] });
  await expect(sent({ event: 'NO.SUCH' })).rejects.toMatchObject({ code: 'not_found' });
});

const reversed = (value: object) => Object.fromEntries(Object.entries(value).reverse());

it('verifies a draft that was signed as PayPal signs, with the lab’s key', async () => {
  const event = '{"event_type":"MY.OWN"}';
  const delivery = await harness.call('drafts.send', {
    method: 'POST',
    url: `${harness.engine.captureUrl}/inbox`,
    headers: [{ name: 'Content-Type', value: 'application/json' }],
    body: { text: event },
    sign: { provider: 'paypal', secretName: 'paypal-lab.key' },
  });
  expect(await verify(delivery.request.headers, event)).toMatchObject({ status: 'SUCCESS' });
  expect(await verify(delivery.request.headers, '{"event_type":"MY.owN"}')).toMatchObject({
    status: 'FAILURE',
  });
});
