import { z } from 'zod';
import { SecretName } from './secret.ts';

/** Whose demands at registration a bin can meet. */
export const HandshakeId = z.enum([
  'meta',
  'slack',
  'zoom',
  'discord',
  'twitch',
  'azure-event-grid',
  'cloudevents',
  'aws-sns',
  'microsoft-graph',
  'okta',
  'x',
  'dropbox',
  'asana',
  'monday',
  'websub',
  'paypal-ipn',
  'twilio',
]);
export type HandshakeId = z.infer<typeof HandshakeId>;

/** Those whose answer needs a secret of its own. */
export const HandshakeSecretId = z.enum(['meta', 'zoom', 'x']);
export type HandshakeSecretId = z.infer<typeof HandshakeSecretId>;

/** What a bin answers by itself when a provider asks whether the endpoint is really there. */
export const HandshakeSettings = z.strictObject({
  isEnabled: z.boolean().default(false),
  /** Not answered although handshakes are on. */
  disallowed: z.array(HandshakeId).max(HandshakeId.options.length).default([]),
  /** What the answer is made or checked with; `zoom` and `x` use the bin's signing secret where none is named. */
  secretNames: z.partialRecord(HandshakeSecretId, SecretName).default({}),
});
export type HandshakeSettings = z.infer<typeof HandshakeSettings>;

/** A request to confirm a subscription by calling a URL, which came with the request and is called only when told to. */
export const Confirmation = z.strictObject({
  url: z.string(),
  /** What was answered. */
  status: z.int(),
  confirmedAt: z.int(),
});
export type Confirmation = z.infer<typeof Confirmation>;

/** A handshake as it is shown to a person. */
export interface HandshakeInfo {
  id: HandshakeId;
  name: string;
  /** What it asks, and what it is answered. */
  asks: string;
  answers: string;
  /** What a person has to provide. */
  secret?: { id: HandshakeSecretId; label: string; where: string };
  /** `signed`: a request whose signature is wrong is answered 401; `required`: also one that can't be checked. */
  signature: 'none' | 'signed' | 'required';
}

export const handshakeInfos: readonly HandshakeInfo[] = [
  {
    id: 'meta',
    name: 'Meta',
    asks: 'GET with hub.challenge and hub.verify_token (Facebook, Instagram, WhatsApp)',
    answers: 'The challenge, if the verify token is right; 403 if it is not.',
    secret: {
      id: 'meta',
      label: 'Verify token',
      where: 'A text of your own, the same as in the app dashboard under Webhooks.',
    },
    signature: 'none',
  },
  {
    id: 'slack',
    name: 'Slack',
    asks: 'POST of the type url_verification',
    answers: 'The challenge as plain text.',
    signature: 'signed',
  },
  {
    id: 'zoom',
    name: 'Zoom',
    asks: 'POST of the event endpoint.url_validation, and again every 72 hours',
    answers: 'The token and its HMAC-SHA256 with the secret token.',
    secret: {
      id: 'zoom',
      label: 'Secret token',
      where:
        'marketplace.zoom.us → the app → Feature → Token. The bin’s signing secret is used where none is picked.',
    },
    signature: 'signed',
  },
  {
    id: 'discord',
    name: 'Discord',
    asks: 'A PING, and now and then a request with a wrong signature',
    answers:
      '{"type":1}, or 204 for webhook events; 401 for a wrong signature. Needs the public key under Signing.',
    signature: 'required',
  },
  {
    id: 'twitch',
    name: 'Twitch EventSub',
    asks: 'POST of the message type webhook_callback_verification',
    answers: 'The challenge as plain text.',
    signature: 'signed',
  },
  {
    id: 'azure-event-grid',
    name: 'Azure Event Grid',
    asks: 'POST with aeg-event-type: SubscriptionValidation',
    answers:
      'The validation code. Where that came too late, its validation URL can be called from the request.',
    signature: 'none',
  },
  {
    id: 'cloudevents',
    name: 'CloudEvents',
    asks: 'OPTIONS with WebHook-Request-Origin',
    answers: 'WebHook-Allowed-Origin and WebHook-Allowed-Rate, as asked for.',
    signature: 'none',
  },
  {
    id: 'aws-sns',
    name: 'AWS SNS',
    asks: 'POST of the type SubscriptionConfirmation, with a URL to call',
    answers: 'Nothing by itself: the URL is called when you say so, from the request.',
    signature: 'none',
  },
  {
    id: 'microsoft-graph',
    name: 'Microsoft Graph',
    asks: 'POST with validationToken in the query',
    answers: 'The token as plain text.',
    signature: 'none',
  },
  {
    id: 'okta',
    name: 'Okta',
    asks: 'GET with x-okta-verification-challenge',
    answers: '{"verification": …} with the challenge.',
    signature: 'none',
  },
  {
    id: 'x',
    name: 'X',
    asks: 'GET with crc_token in the query, and again every hour',
    answers: 'Its HMAC-SHA256 with the consumer secret.',
    secret: {
      id: 'x',
      label: 'Consumer secret',
      where:
        'developer.x.com → the app → Keys and tokens → API key secret. The bin’s signing secret is used where none is picked.',
    },
    signature: 'none',
  },
  {
    id: 'dropbox',
    name: 'Dropbox, Nylas',
    asks: 'GET with challenge in the query',
    answers: 'The challenge as plain text.',
    signature: 'none',
  },
  {
    id: 'asana',
    name: 'Asana',
    asks: 'POST with X-Hook-Secret',
    answers: 'The same header. It is the secret that later requests are signed with.',
    signature: 'none',
  },
  {
    id: 'monday',
    name: 'monday.com',
    asks: 'POST with a challenge as its only field',
    answers: 'The same JSON.',
    signature: 'none',
  },
  {
    id: 'websub',
    name: 'WebSub',
    asks: 'GET with hub.topic and hub.challenge, such as YouTube’s',
    answers: 'The challenge as plain text.',
    signature: 'none',
  },
  {
    id: 'paypal-ipn',
    name: 'PayPal IPN',
    asks: 'Any notification',
    answers: 'An empty 200, where no rule and no forward answers.',
    signature: 'none',
  },
  {
    id: 'twilio',
    name: 'Twilio',
    asks: 'Any message or call',
    answers: 'Empty TwiML, where no rule and no forward answers.',
    signature: 'none',
  },
];
