import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HandshakeId, handshakeInfos, HandshakeSettings } from '../../../shared/model/handshake.ts';
import type { Findings } from '../../../shared/model/exchange.ts';
import { Guard } from '../../../shared/model/guard.ts';
import type { BinSetup } from '../../../shared/model/bin.ts';
import { startCapture, type CaptureHarness } from '../capture/testing/capture-harness.ts';
import { openTestStore } from '../capture/testing/test-store.ts';

/** Each demand as its provider sends it, over a real socket; each answer byte for byte, but for the date. */

const secrets = new Map([
  ['meta', 'meatyhamhock'],
  ['zoom', 'zoom-secret-token'],
  ['x', 'consumer-secret'],
]);
const handshakes = HandshakeSettings.parse({
  isEnabled: true,
  secretNames: { meta: 'meta', zoom: 'zoom', x: 'x' },
});

let capture: CaptureHarness;
/** What the next request's signature is found to be. */
let verification: Findings['verification'];
let count = 0;

beforeAll(async () => {
  const { store } = await openTestStore();
  capture = await startCapture(store, { secrets, verify: () => Promise.resolve(verification) });
});
afterAll(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

interface Demand {
  method?: string;
  query?: string;
  headers?: string[];
  body?: string;
}

async function ask(
  demand: Demand,
  setup: Partial<BinSetup> = { handshakes },
  found?: Findings['verification'],
) {
  const { method = 'POST', query = '', headers = [], body = '' } = demand;
  count += 1;
  const slug = `bin-${count}`;
  await capture.addBin(slug, { status: 202, body: { text: 'default' } }, setup);
  verification = found;
  const head = [`${method} /${slug}${query} HTTP/1.1`, 'Host: h', 'Connection: close', ...headers];
  const raw = await capture.send(
    `${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  const exchange = capture.stored.at(-1)?.exchange;
  const answer = raw.replace(/Date: [^\r]*\r\n/, '').replace('Connection: close\r\n', '');
  return { answer, answered: exchange?.answered, refusal: exchange?.refusal };
}

const get = (query: string, ...headers: string[]): Demand => ({ method: 'GET', query, headers });
const post = (value: unknown, ...headers: string[]): Demand => ({
  headers: ['Content-Type: application/json', ...headers],
  body: JSON.stringify(value),
});
const response = (status: string, fields: string[], body: string, hasLength = true) =>
  [
    `HTTP/1.1 ${status}`,
    ...fields,
    ...(hasLength ? [`Content-Length: ${Buffer.byteLength(body)}`] : []),
    '',
    body,
  ].join('\r\n');
const text = (body: string) =>
  response('200 OK', ['Content-Type: text/plain', 'X-Content-Type-Options: nosniff'], body);
const json = (body: string) => response('200 OK', ['Content-Type: application/json'], body);

const verified = { status: 'verified', checkedAt: 1 } as const;
const rejected = { status: 'rejected', reason: 'signature_mismatch', checkedAt: 1 } as const;
const discordHeaders = ['X-Signature-Ed25519: 00', 'X-Signature-Timestamp: 1'];
const eventGrid = [
  {
    id: '2d1781af-3a4c-4d7c-bd0c-e34b19da4e66',
    topic: '/subscriptions/x',
    subject: '',
    data: {
      validationCode: '512d38b6-c7b8-40c8-89fe-f46f9e9622b6',
      validationUrl: 'https://rp-eastus2.eventgrid.azure.net:553/eventsubscriptions/e/validate?id=1',
    },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: '2026-01-25T22:12:19.4556811Z',
    metadataVersion: '1',
    dataVersion: '1',
  },
];
const slackDemand = post({
  token: 'Jhj5dZrVaK7ZwHHjRyZWjbDl',
  challenge: '3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P',
  type: 'url_verification',
});
const zoomDemand = post({
  payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
  event_ts: 1654503849680,
  event: 'endpoint.url_validation',
});
const hmac = (key: string, value: string, encoding: 'hex' | 'base64') =>
  createHmac('sha256', key).update(value).digest(encoding);

const demands: [HandshakeId, string, Demand, string, Findings['verification']?][] = [
  [
    'meta',
    'the right verify token',
    get('?hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=1158201444'),
    text('1158201444'),
  ],
  ['slack', 'url_verification', slackDemand, text('3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P')],
  [
    'zoom',
    'endpoint.url_validation',
    zoomDemand,
    json(
      `{"plainToken":"qgg8vlvZRS6UYooatFL8Aw","encryptedToken":"${hmac('zoom-secret-token', 'qgg8vlvZRS6UYooatFL8Aw', 'hex')}"}`,
    ),
  ],
  [
    'discord',
    'PING of interactions',
    post({ application_id: '1', id: '2', token: 't', type: 1, version: 1 }, ...discordHeaders),
    json('{"type":1}'),
    verified,
  ],
  [
    'discord',
    'PING of webhook events',
    post({ version: 1, application_id: '1', type: 0 }, ...discordHeaders),
    response('204 No Content', ['Content-Type: application/json'], '', false),
    verified,
  ],
  [
    'twitch',
    'webhook_callback_verification',
    post(
      { challenge: 'pogchamp-kappa-360noscope-vohiyo', subscription: { id: 'f1' } },
      'Twitch-Eventsub-Message-Type: webhook_callback_verification',
    ),
    text('pogchamp-kappa-360noscope-vohiyo'),
  ],
  [
    'azure-event-grid',
    'SubscriptionValidation',
    post(eventGrid, 'aeg-event-type: SubscriptionValidation'),
    json('{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}'),
  ],
  [
    'cloudevents',
    'OPTIONS with a rate',
    {
      method: 'OPTIONS',
      headers: ['WebHook-Request-Origin: eventemitter.example.com', 'WebHook-Request-Rate: 120'],
    },
    response(
      '200 OK',
      ['WebHook-Allowed-Origin: eventemitter.example.com', 'WebHook-Allowed-Rate: 120', 'Allow: POST'],
      '',
    ),
  ],
  [
    'cloudevents',
    'OPTIONS without a rate',
    { method: 'OPTIONS', headers: ['WebHook-Request-Origin: eventgrid.azure.net'] },
    response(
      '200 OK',
      ['WebHook-Allowed-Origin: eventgrid.azure.net', 'WebHook-Allowed-Rate: *', 'Allow: POST'],
      '',
    ),
  ],
  [
    'microsoft-graph',
    'validationToken',
    { query: '?validationToken=Validation%3A+Testing%20client%26app' },
    text('Validation: Testing client&app'),
  ],
  [
    'okta',
    'one-time verification',
    get('', 'x-okta-verification-challenge: my verification challenge'),
    json('{"verification":"my verification challenge"}'),
  ],
  [
    'x',
    'challenge-response check',
    get('?crc_token=challenge_string'),
    json(`{"response_token":"sha256=${hmac('consumer-secret', 'challenge_string', 'base64')}"}`),
  ],
  ['dropbox', 'challenge', get('?challenge=wPvC8x0n%2F'), text('wPvC8x0n/')],
  [
    'asana',
    'X-Hook-Secret',
    { headers: ['X-Hook-Secret: b537207f20cbfa02357cf448134da559'], body: '{}' },
    response('200 OK', ['X-Hook-Secret: b537207f20cbfa02357cf448134da559'], ''),
  ],
  ['monday', 'challenge', post({ challenge: '3eZbrw1aBm2' }), json('{"challenge":"3eZbrw1aBm2"}')],
  [
    'websub',
    'verification of intent',
    get('?hub.mode=subscribe&hub.topic=https%3A%2F%2Fy%2Ffeed&hub.challenge=4071&hub.lease_seconds=432000'),
    text('4071'),
  ],
  [
    'paypal-ipn',
    'any notification',
    {
      headers: ['Content-Type: application/x-www-form-urlencoded'],
      body: 'mc_gross=19.95&payment_status=Completed&txn_type=express_checkout&verify_sign=A&ipn_track_id=1',
    },
    response('200 OK', [], ''),
  ],
  [
    'twilio',
    'any message',
    {
      headers: ['Content-Type: application/x-www-form-urlencoded', 'X-Twilio-Signature: x='],
      body: 'AccountSid=AC1&MessageSid=SM1&Body=Hi',
    },
    response('200 OK', ['Content-Type: text/xml'], '<Response></Response>'),
  ],
];

const unanswered = response('202 Accepted', [], 'default');

describe.each(demands)('%s: %s', (id, _, demand, expected, found) => {
  test('is answered, byte for byte, and says so', async () => {
    const { answer, answered } = await ask(demand, { handshakes }, found);
    expect(answer).toBe(expected);
    expect(answered).toMatchObject({ by: 'handshake', id });
    expect(answered?.explanation).toMatch(/^[A-Z].{20,}\.$/);
    for (const secret of secrets.values()) expect(answered?.explanation).not.toContain(secret);
  });

  test('is answered like any other request where it is not allowed, or handshakes are off', async () => {
    for (const off of [HandshakeSettings.parse({}), { ...handshakes, disallowed: [id] }]) {
      const { answer, answered } = await ask(demand, { handshakes: off }, found);
      expect(answer).toBe(unanswered);
      expect(answered).toBeUndefined();
    }
  });

  test('is not answered where a guard keeps it out', async () => {
    const guards = [Guard.parse({ id: 'grd_1', kind: 'https' })];
    const { answer, answered, refusal } = await ask(demand, { handshakes, guards }, found);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answered?.by).toBe('guard');
    expect(refusal?.guardId).toBe('grd_1');
  });
});

test('everything that is answered is told of, and the other way round', () => {
  const told = handshakeInfos.map(({ id }) => id);
  expect(new Set(told)).toEqual(new Set(HandshakeId.options));
  // AWS SNS is confirmed by a click.
  expect(new Set([...demands.map(([id]) => id), 'aws-sns'])).toEqual(new Set(told));
});

describe('a demand that does not prove itself', () => {
  test.each([
    ['a wrong verify token', get('?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1')],
    ['a longer verify token', get('?hub.mode=subscribe&hub.verify_token=meatyhamhocks&hub.challenge=1')],
    ['no verify token', get('?hub.mode=subscribe&hub.verify_token=&hub.challenge=1')],
    [
      'two verify tokens',
      get('?hub.mode=subscribe&hub.verify_token=x&hub.verify_token=meatyhamhock&hub.challenge=1'),
    ],
  ])('Meta’s: %s gets 403, and no challenge back', async (_, demand) => {
    const { answer, answered } = await ask(demand);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).not.toMatch(/\r\n\r\n1$/);
    expect(answered).toMatchObject({ by: 'handshake', id: 'meta' });
  });

  test('Meta’s and Zoom’s get 403 where there is no secret to answer with', async () => {
    const bare = { handshakes: HandshakeSettings.parse({ isEnabled: true }) };
    const meta = await ask(get('?hub.mode=subscribe&hub.verify_token=undefined&hub.challenge=1'), bare);
    expect(meta.answer).toMatch(/^HTTP\/1\.1 403 /);
    const zoom = await ask(zoomDemand, bare);
    expect(zoom.answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(zoom.answered?.explanation).toContain('no secret token');
  });

  test('Zoom’s is answered with the bin’s signing secret where no other is named', async () => {
    const { answer } = await ask(zoomDemand, {
      handshakes: HandshakeSettings.parse({ isEnabled: true }),
      signing: { secretNames: ['zoom'] },
    });
    expect(answer).toContain(hmac('zoom-secret-token', 'qgg8vlvZRS6UYooatFL8Aw', 'hex'));
  });

  test.each([
    ['Discord’s PING', post({ application_id: '1', type: 1 }, ...discordHeaders), rejected],
    ['Discord’s PING, unverified', post({ application_id: '1', type: 1 }, ...discordHeaders), undefined],
    ['Discord’s command', post({ application_id: '1', type: 2 }, ...discordHeaders), rejected],
    ['Discord’s event', post({ application_id: '1', type: 1, event: {} }, ...discordHeaders), rejected],
    ['Slack’s challenge', slackDemand, rejected],
    ['Zoom’s validation', zoomDemand, rejected],
  ])('%s with a wrong signature gets 401', async (_, demand, found) => {
    const { answer, answered } = await ask(demand, { handshakes }, found);
    expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
    expect(answered?.by).toBe('handshake');
  });

  test('Discord’s commands and events are no demands', async () => {
    for (const message of [{ type: 2 }, { type: 1, event: { type: 'APPLICATION_AUTHORIZED' } }]) {
      const demand = post({ application_id: '1', version: 1, ...message }, ...discordHeaders);
      expect((await ask(demand, { handshakes }, verified)).answer).toBe(unanswered);
    }
  });
});

describe('where valid signatures are asked for', () => {
  const guarded = { handshakes, guards: [Guard.parse({ id: 'grd_1', kind: 'signature' })] };

  test.each(demands)('%s: %s is answered', async (id, _, demand, expected) => {
    const isSigned = ['slack', 'zoom', 'discord', 'twitch', 'twilio'].includes(id);
    // PayPal’s notifications are no demand: they are proven by asking back, and a guard can’t.
    if (id === 'paypal-ipn') return;
    const { answer } = await ask(demand, guarded, isSigned ? verified : undefined);
    expect(answer).toBe(expected);
  });

  test.each([
    ['a signed demand without its signature', slackDemand, undefined],
    ['a signed demand with a wrong one', zoomDemand, rejected],
    ['Discord’s PING with a wrong one', post({ type: 1 }, ...discordHeaders), rejected],
    ['any other request', post({ hello: 1 }), undefined],
    [
      'a verify token that is wrong',
      get('?hub.mode=subscribe&hub.verify_token=no&hub.challenge=1'),
      undefined,
    ],
  ])('%s is refused with 401', async (_, demand, found) => {
    const { answer, refusal } = await ask(demand, guarded, found);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(refusal?.kind).toBe('signature');
  });

  test('no demand gets by where it is not allowed', async () => {
    const disallowed = { ...guarded, handshakes: { ...handshakes, disallowed: ['meta' as const] } };
    const demand = get('?hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=1');
    expect((await ask(demand, disallowed)).refusal?.kind).toBe('signature');
  });
});

describe('what only looks like a demand is left alone', () => {
  test.each([
    ['Meta’s by POST', { query: '?hub.mode=subscribe&hub.verify_token=meatyhamhock&hub.challenge=1' }],
    ['Meta’s without its mode', get('?hub.verify_token=meatyhamhock&hub.challenge=1')],
    ['Slack’s with a challenge that is no text', post({ type: 'url_verification', challenge: { a: 1 } })],
    ['Slack’s without one', post({ type: 'url_verification' })],
    ['Slack’s that is no JSON', { body: 'type=url_verification&challenge=1' }],
    ['a challenge of 5,000 characters', post({ type: 'url_verification', challenge: 'x'.repeat(5000) })],
    ['Zoom’s by another name', post({ event: 'endpoint.url_validated', payload: { plainToken: 'x' } })],
    ['an event of Event Grid', post([{ eventType: 'Microsoft.Storage.BlobCreated', data: {} }])],
    ['OPTIONS of a browser', { method: 'OPTIONS', headers: ['Origin: http://x'] }],
    [
      'two origins',
      { method: 'OPTIONS', headers: ['WebHook-Request-Origin: a', 'WebHook-Request-Origin: b'] },
    ],
    ['a challenge among other fields', post({ challenge: '1', boardId: 7 })],
    ['two challenges', get('?challenge=1&challenge=2')],
    ['an empty challenge', get('?challenge=')],
    ['Twilio’s JSON', { headers: ['X-Twilio-Signature: x', 'Content-Type: application/json'], body: '[]' }],
    ['a prototype', post({ type: '__proto__', challenge: '1' })],
    ['nothing', {}],
  ])('%s', async (_, demand) => {
    expect((await ask(demand)).answer).toBe(unanswered);
  });
});

test('a challenge goes back as text, whatever it would be in a browser', async () => {
  const { answer } = await ask(get(`?challenge=${encodeURIComponent('<script>alert(1)</script>')}`));
  expect(answer).toBe(text('<script>alert(1)</script>'));
});
