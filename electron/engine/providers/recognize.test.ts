import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { Recognition } from '../../../shared/model/provider.ts';
import { recognize } from './recognize.ts';
import { providers } from './registry.ts';

interface Sample {
  method?: string;
  target?: string;
  headers?: Record<string, string>;
  json?: unknown;
  form?: Record<string, string>;
  text?: string;
}

function asRequest({ method = 'POST', target = '/inbox', headers = {}, json, form, text }: Sample) {
  const fields = { ...headers };
  if (json !== undefined) fields['Content-Type'] ??= 'application/json';
  if (form !== undefined) fields['Content-Type'] ??= 'application/x-www-form-urlencoded; charset=UTF-8';
  const body =
    json !== undefined
      ? JSON.stringify(json)
      : form !== undefined
        ? new URLSearchParams(form).toString()
        : (text ?? '');
  return {
    method,
    target,
    headers: Object.entries(fields).map(([name, value]) => ({ name, value })),
    body: new TextEncoder().encode(body),
  };
}

/** `provider event id`, `-` for what is absent. */
function said(sample: Sample): string {
  const found = recognize(asRequest(sample));
  if (found === undefined) return 'nobody';
  expect(Recognition.safeParse(found)).toMatchObject({ success: true });
  return [found.providerId, found.eventType ?? '-', found.eventId ?? '-'].join(' ');
}

const sig = 'sha256=00';
const slackEvent = { type: 'event_callback', team_id: 'T1', event: { type: 'app_mention' }, event_id: 'Ev1' };
const metaEvent = { object: 'page', entry: [{ id: '1', time: 1, changes: [{ field: 'feed', value: {} }] }] };
const adyenItem = { eventCode: 'CAPTURE', pspReference: '8535', amount: { value: 1, currency: 'EUR' } };
const snsBody = { Type: 'Notification', MessageId: 'm-1', TopicArn: 'arn:aws:sns:eu-west-1:1:t' };
const cloudEvent = { specversion: '1.0', type: 'order.created', source: '/shop', id: 'ce-1' };
const gridEvent = { id: 'g-1', eventType: 'Microsoft.Storage.BlobCreated', topic: '/t', subject: 's' };

const samples: [string, Sample][] = [
  [
    'stripe charge.failed evt_1',
    {
      headers: { 'Stripe-Signature': 't=1,v1=0' },
      json: { id: 'evt_1', object: 'event', type: 'charge.failed' },
    },
  ],
  ['stripe charge.failed evt_1', { json: { id: 'evt_1', object: 'event', type: 'charge.failed' } }],
  [
    'github push d-1',
    {
      headers: { 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': 'd-1', 'X-Hub-Signature-256': sig },
      json: { ref: 'main' },
    },
  ],
  [
    'github ping d-2',
    { headers: { 'x-github-event': 'ping', 'x-github-delivery': 'd-2' }, form: { payload: '{}' } },
  ],
  [
    'shopify orders/create w-1',
    { headers: { 'X-Shopify-Topic': 'orders/create', 'X-Shopify-Webhook-Id': 'w-1' }, json: { id: 1 } },
  ],
  [
    'shopify orders/create e-1',
    {
      headers: {
        'X-Shopify-Topic': 'orders/create',
        'X-Shopify-Webhook-Id': 'w-1',
        'X-Shopify-Event-Id': 'e-1',
      },
    },
  ],
  [
    'slack app_mention Ev1',
    { headers: { 'X-Slack-Signature': 'v0=0', 'X-Slack-Request-Timestamp': '1' }, json: slackEvent },
  ],
  ['slack app_mention Ev1', { json: slackEvent }],
  ['slack url_verification -', { json: { type: 'url_verification', token: 't', challenge: 'c' } }],
  [
    'slack slash_command 13.37',
    {
      headers: { 'X-Slack-Signature': 'v0=0' },
      form: { command: '/deploy', trigger_id: '13.37', response_url: 'https://hooks.slack.com/commands/1' },
    },
  ],
  [
    'slack block_actions 1.2',
    {
      headers: { 'X-Slack-Signature': 'v0=0' },
      form: { payload: '{"type":"block_actions","trigger_id":"1.2"}' },
    },
  ],
  [
    'twilio message.received i-1',
    {
      headers: { 'X-Twilio-Signature': 's', 'I-Twilio-Idempotency-Token': 'i-1' },
      form: { MessageSid: 'SM1', SmsStatus: 'received', AccountSid: 'AC1' },
    },
  ],
  [
    'twilio message.delivered -',
    { form: { MessageSid: 'SM1', MessageStatus: 'delivered', AccountSid: 'AC1' } },
  ],
  [
    'twilio call.ringing -',
    {
      headers: { 'X-Twilio-Signature': 's' },
      form: { CallSid: 'CA1', CallStatus: 'ringing', AccountSid: 'AC1' },
    },
  ],
  [
    'twilio call.ringing -',
    { method: 'GET', target: '/voice?CallSid=CA1&CallStatus=ringing&AccountSid=AC1' },
  ],
  [
    'paypal PAYMENT.CAPTURE.COMPLETED WH-1',
    {
      headers: { 'PAYPAL-TRANSMISSION-ID': 't', 'PAYPAL-TRANSMISSION-SIG': 's' },
      json: { id: 'WH-1', event_type: 'PAYMENT.CAPTURE.COMPLETED' },
    },
  ],
  [
    'paypal-ipn web_accept a1',
    { form: { txn_type: 'web_accept', payment_status: 'Completed', ipn_track_id: 'a1', verify_sign: 'x' } },
  ],
  ['paypal-ipn Refunded 9XY', { form: { payment_status: 'Refunded', txn_id: '9XY', verify_sign: 'x' } }],
  [
    'standard-webhooks order.paid msg_1',
    {
      headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': '1', 'webhook-signature': 'v1,a' },
      json: { type: 'order.paid' },
    },
  ],
  [
    'svix invoice.paid msg_2',
    {
      headers: { 'svix-id': 'msg_2', 'svix-timestamp': '1', 'svix-signature': 'v1,a' },
      json: { type: 'invoice.paid' },
    },
  ],
  [
    'clerk user.created msg_3',
    {
      headers: { 'svix-id': 'msg_3', 'svix-signature': 'v1,a' },
      json: { object: 'event', type: 'user.created', instance_id: 'ins_1', data: {} },
    },
  ],
  [
    'resend email.delivered msg_4',
    {
      headers: { 'svix-id': 'msg_4', 'svix-signature': 'v1,a' },
      json: { type: 'email.delivered', created_at: '2026-01-01T00:00:00Z', data: {} },
    },
  ],
  [
    'square payment.created e-1',
    {
      headers: { 'x-square-hmacsha256-signature': 's' },
      json: { merchant_id: 'M', type: 'payment.created', event_id: 'e-1', data: { type: 'payment' } },
    },
  ],
  [
    'zoom meeting.started t-1',
    {
      headers: { 'x-zm-signature': 'v0=0', 'x-zm-trackingid': 't-1' },
      json: { event: 'meeting.started', event_ts: 1, payload: {} },
    },
  ],
  [
    'zoom endpoint.url_validation -',
    { json: { event: 'endpoint.url_validation', event_ts: 1, payload: { plainToken: 'p' } } },
  ],
  [
    'meta page.feed -',
    { headers: { 'X-Hub-Signature-256': sig, 'X-Hub-Signature': 'sha1=0' }, json: metaEvent },
  ],
  ['meta page.feed -', { json: metaEvent }],
  [
    'meta page.messages m_1',
    {
      headers: { 'X-Hub-Signature-256': sig },
      json: { object: 'page', entry: [{ messaging: [{ message: { mid: 'm_1' } }] }] },
    },
  ],
  [
    'meta hub.challenge -',
    { method: 'GET', target: '/inbox?hub.mode=subscribe&hub.challenge=1&hub.verify_token=v' },
  ],
  [
    'discord PING 1',
    {
      headers: { 'X-Signature-Ed25519': '0', 'X-Signature-Timestamp': '1' },
      json: { id: '1', application_id: '2', type: 1, token: 't' },
    },
  ],
  [
    'discord APPLICATION_AUTHORIZED -',
    {
      headers: { 'X-Signature-Ed25519': '0', 'X-Signature-Timestamp': '1' },
      json: { version: 1, application_id: '2', type: 1, event: { type: 'APPLICATION_AUTHORIZED' } },
    },
  ],
  [
    'paddle transaction.paid evt_01',
    {
      headers: { 'Paddle-Signature': 'ts=1;h1=0' },
      json: { event_id: 'evt_01', event_type: 'transaction.paid', notification_id: 'ntf_01' },
    },
  ],
  [
    'hubspot contact.creation 100',
    {
      headers: { 'X-HubSpot-Signature-v3': 's' },
      json: [{ eventId: 100, portalId: 1, subscriptionType: 'contact.creation' }],
    },
  ],
  [
    'mailgun delivered ev-1',
    {
      json: {
        signature: { timestamp: '1', token: 't', signature: 's' },
        'event-data': { event: 'delivered', id: 'ev-1' },
      },
    },
  ],
  [
    'sendgrid open sg-1',
    {
      headers: { 'X-Twilio-Email-Event-Webhook-Signature': 's' },
      json: [{ event: 'open', sg_event_id: 'sg-1' }],
    },
  ],
  ['sendgrid open sg-1', { json: [{ event: 'open', sg_event_id: 'sg-1' }] }],
  [
    'docusign envelope-completed -',
    {
      headers: { 'X-DocuSign-Signature-1': 's' },
      json: { event: 'envelope-completed', data: { envelopeId: 'e' } },
    },
  ],
  [
    'linear Issue l-1',
    {
      headers: { 'Linear-Event': 'Issue', 'Linear-Delivery': 'l-1', 'Linear-Signature': '0' },
      json: { type: 'Issue', action: 'create' },
    },
  ],
  [
    'typeform form_response 01H',
    {
      headers: { 'Typeform-Signature': sig },
      json: { event_id: '01H', event_type: 'form_response', form_response: { form_id: 'f' } },
    },
  ],
  [
    'aws-sns Notification m-1',
    {
      headers: {
        'x-amz-sns-message-type': 'Notification',
        'x-amz-sns-message-id': 'm-1',
        'Content-Type': 'text/plain',
      },
      text: JSON.stringify(snsBody),
    },
  ],
  ['aws-sns Notification m-1', { headers: { 'Content-Type': 'text/plain' }, text: JSON.stringify(snsBody) }],
  [
    'azure-event-grid Microsoft.Storage.BlobCreated g-1',
    { headers: { 'aeg-event-type': 'Notification' }, json: [gridEvent] },
  ],
  [
    'azure-event-grid order.created ce-1',
    {
      headers: { 'aeg-event-type': 'Notification', 'Content-Type': 'application/cloudevents+json' },
      json: cloudEvent,
    },
  ],
  [
    'azure-event-grid options -',
    { method: 'OPTIONS', headers: { 'WebHook-Request-Origin': 'eventgrid.azure.net' } },
  ],
  [
    'cloudevents order.created ce-1',
    {
      headers: { 'ce-specversion': '1.0', 'ce-type': 'order.created', 'ce-id': 'ce-1', 'ce-source': '/s' },
      json: { order: 1 },
    },
  ],
  [
    'cloudevents order.created ce-1',
    { headers: { 'Content-Type': 'application/cloudevents+json' }, json: cloudEvent },
  ],
  [
    'cloudevents order.created ce-1',
    { headers: { 'Content-Type': 'application/cloudevents-batch+json' }, json: [cloudEvent] },
  ],
  ['cloudevents - -', { method: 'OPTIONS', headers: { 'WebHook-Request-Origin': 'example.com' } }],
  [
    'gitlab Push Hook k-1',
    {
      headers: { 'X-Gitlab-Event': 'Push Hook', 'X-Gitlab-Event-UUID': 'u-1', 'Idempotency-Key': 'k-1' },
      json: {},
    },
  ],
  [
    'bitbucket repo:push u-1',
    {
      headers: {
        'X-Event-Key': 'repo:push',
        'X-Hook-UUID': 'h',
        'X-Request-UUID': 'u-1',
        'X-Hub-Signature': sig,
      },
      json: {},
    },
  ],
  [
    'twitch stream.online m-1',
    {
      headers: {
        'Twitch-Eventsub-Message-Id': 'm-1',
        'Twitch-Eventsub-Message-Type': 'notification',
        'Twitch-Eventsub-Subscription-Type': 'stream.online',
      },
      json: {},
    },
  ],
  [
    'twitch webhook_callback_verification m-2',
    {
      headers: {
        'Twitch-Eventsub-Message-Id': 'm-2',
        'Twitch-Eventsub-Message-Type': 'webhook_callback_verification',
        'Twitch-Eventsub-Subscription-Type': 'stream.online',
      },
    },
  ],
  [
    'telegram callback_query 7',
    { headers: { 'X-Telegram-Bot-Api-Secret-Token': 's' }, json: { update_id: 7, callback_query: {} } },
  ],
  ['telegram message 7', { json: { update_id: 7, message: {} } }],
  ['mollie - -', { form: { id: 'tr_d0b0E3EA3v' } }],
  [
    'mollie payment-link.paid event_1',
    { headers: { 'X-Mollie-Signature': sig }, json: { id: 'event_1', type: 'payment-link.paid' } },
  ],
  [
    'adyen CAPTURE 8535',
    { json: { live: 'false', notificationItems: [{ NotificationRequestItem: adyenItem }] } },
  ],
  [
    'razorpay payment.captured x-1',
    {
      headers: { 'X-Razorpay-Signature': '0', 'X-Razorpay-Event-Id': 'x-1' },
      json: { entity: 'event', event: 'payment.captured' },
    },
  ],
  [
    'intercom conversation.user.created notif_1',
    {
      headers: { 'X-Hub-Signature': 'sha1=0' },
      json: { type: 'notification_event', topic: 'conversation.user.created', id: 'notif_1' },
    },
  ],
  [
    'calendly invitee.created -',
    {
      headers: { 'Calendly-Webhook-Signature': 't=1,v1=0' },
      json: { event: 'invitee.created', payload: {} },
    },
  ],
  [
    'sentry issue r-1',
    {
      headers: { 'Sentry-Hook-Resource': 'issue', 'Request-ID': 'r-1', 'Sentry-Hook-Signature': '0' },
      json: { action: 'created' },
    },
  ],
  [
    'pagerduty incident.triggered p-1',
    {
      headers: { 'X-PagerDuty-Signature': 'v1=0' },
      json: { event: { id: 'p-1', event_type: 'incident.triggered', resource_type: 'incident' } },
    },
  ],
];

test.each(samples)('%s', (expected, sample) => {
  expect(said(sample)).toBe(expected);
});

test('every provider has a sample of its own', () => {
  const covered = new Set(samples.map(([expected]) => expected.split(' ')[0]));
  expect(providers.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});

describe('nobody is named who did not send it', () => {
  test.each<[string, Sample]>([
    ['a form with an order id of some shop', { form: { id: 'ord_12', name: 'x' } }],
    ['a body that only tells of Slack', { json: { text: 'see hooks.slack.com and "event_callback"' } }],
    [
      'a forge that copies the headers of GitHub',
      { headers: { 'X-GitHub-Event': 'push', 'X-Gitea-Event': 'push' }, json: {} },
    ],
    [
      'the signature header that GitHub and Meta share, alone',
      { headers: { 'X-Hub-Signature-256': sig }, json: { ok: true } },
    ],
    [
      'a WebSub hub',
      { method: 'GET', target: '/?hub.mode=subscribe&hub.topic=t&hub.challenge=1&hub.verify_token=v' },
    ],
    ['a FHIR bundle', { json: { resourceType: 'Bundle', entry: [{ resource: {} }] } }],
    ['a list of events of ours', { json: [{ event: 'open', id: 1 }] }],
    [
      'JSON that breaks off',
      { text: '{"update_id": 7, "mess', headers: { 'Content-Type': 'application/json' } },
    ],
    ['a prototype for a member', { json: { update_id: { toString: 1 }, __proto__: { object: 'page' } } }],
    ['nothing at all', {}],
  ])('%s', (_, sample) => {
    expect(said(sample)).toBe('nobody');
  });
});

test('values are cut at 200 characters', () => {
  const long = 'x'.repeat(5000);
  const found = recognize(asRequest({ headers: { 'X-GitHub-Event': long, 'X-GitHub-Delivery': long } }));
  expect(found?.eventType).toHaveLength(200);
  expect(found?.eventId).toHaveLength(200);
});

test('a body beyond 1 MiB is not parsed, and its header still tells who sent it', () => {
  const json = { id: 'evt_1', object: 'event', type: 'charge.failed', pad: 'x'.repeat(1024 * 1024) };
  expect(said({ headers: { 'Stripe-Signature': 't=1,v1=0' }, json })).toBe('stripe - -');
  expect(said({ json: { update_id: 7, pad: 'x'.repeat(1024 * 1024) } })).toBe('nobody');
});

test('a request of nobody known costs no more than parsing its body would', () => {
  const order = {
    id: 1,
    customer: { name: 'Ada', address: 'a'.repeat(200) },
    lines: Array(20).fill({ sku: 'A-1', n: 2 }),
  };
  const request = asRequest({
    json: order,
    headers: { Host: 'a', 'User-Agent': 'b', Accept: '*/*', 'X-Id': '1' },
  });
  const text = JSON.stringify(order);
  const best = (run: () => void) => {
    let fastest = Infinity;
    for (let round = 0; round < 20; round++) {
      const startedAt = performance.now();
      for (let index = 0; index < 500; index++) run();
      fastest = Math.min(fastest, performance.now() - startedAt);
    }
    return fastest;
  };
  const ratio = best(() => recognize(request)) / best(() => JSON.parse(text) as unknown);
  expect(ratio).toBeLessThan(2);
});
