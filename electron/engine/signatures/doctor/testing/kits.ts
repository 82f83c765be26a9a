import { createHash, createHmac } from 'node:crypto';

/** What goes into a signature, as the sender has it. */
export interface Parts {
  method: string;
  url: string;
  body: Buffer;
  timestamp: string;
  id: string;
}

/** A scheme as its vendor describes it, computed with node:crypto alone: independent of the schemes under test. */
export interface Kit {
  provider: string;
  scheme: string;
  secret: string;
  otherSecret: string;
  key(secret: string): Buffer;
  algorithm: 'sha1' | 'sha256';
  encoding: 'hex' | 'base64';
  /** A plain hash of key and content, not an HMAC. */
  isDigest?: true;
  unit?: 's' | 'ms' | 'iso';
  hasId?: true;
  usesUrl?: true;
  /** False where the signature is not over the body. */
  coversBody: boolean;
  contentType: string;
  body: string;
  content(parts: Parts): Buffer;
  headers(signature: string, parts: Parts): [string, string][];
  /** Where the signature stands in the header, with its label: `v1=`. */
  label?: string;
}

const text = (secret: string) => Buffer.from(secret);
const afterPrefix = (secret: string) => Buffer.from(secret.replace('whsec_', ''), 'base64');
const join = (...chunks: (string | Buffer)[]) => Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));

/** Four keys, nested, with a slash, an umlaut and markup: whatever writes it anew changes its bytes. */
const eventBody = JSON.stringify({
  type: 'order.paid',
  id: 'evt_1P8Z',
  data: { url: 'https://shop.example/orders/42', amount: 1999, buyer: 'Jörg <b>&amp; Söhne</b>' },
  live: false,
});

const json = { contentType: 'application/json', body: eventBody, coversBody: true } as const;

const bodyHmac = (
  provider: string,
  scheme: string,
  header: string,
  prefix: string,
  algorithm: 'sha1' | 'sha256' = 'sha256',
  encoding: 'hex' | 'base64' = 'hex',
): Kit => ({
  ...json,
  provider,
  scheme,
  secret: `s3cr3t-${provider}-Zx81kLw0`,
  otherSecret: `0ther-${provider}-Qp44mNv7`,
  key: text,
  algorithm,
  encoding,
  content: ({ body }) => body,
  headers: (signature) => [[header, prefix + signature]],
  ...(prefix === '' ? {} : { label: prefix }),
});

const timed = (
  provider: string,
  scheme: string,
  header: string,
  timeHeader: string,
  label: string,
  content: (parts: Parts) => Buffer,
): Kit => ({
  ...bodyHmac(provider, scheme, header, label),
  unit: 's',
  content,
  headers: (signature, { timestamp }) => [
    [timeHeader, timestamp],
    [header, label + signature],
  ],
});

const inOneHeader = (
  provider: string,
  scheme: string,
  header: string,
  write: (signature: string, timestamp: string) => string,
  separator: string,
  label: string,
): Kit => ({
  ...bodyHmac(provider, scheme, header, ''),
  unit: 's',
  label,
  content: ({ timestamp, body }) => join(timestamp, separator, body),
  headers: (signature, { timestamp }) => [[header, write(signature, timestamp)]],
});

export const kits: readonly Kit[] = [
  {
    ...inOneHeader('stripe', 'stripe-v1', 'Stripe-Signature', (s, t) => `t=${t},v1=${s}`, '.', 'v1='),
    secret: 'whsec_9vUf6Jp1xkq0Yt3ZbQn8sLw2Rh5Dg7Ma',
    otherSecret: 'whsec_0aBcDeFgHiJkLmNoPqRsTuVwXyZ12345',
  },
  bodyHmac('github', 'github-sha256', 'X-Hub-Signature-256', 'sha256='),
  bodyHmac('github', 'github-sha1', 'X-Hub-Signature', 'sha1=', 'sha1'),
  bodyHmac('shopify', 'shopify-hmac', 'X-Shopify-Hmac-Sha256', '', 'sha256', 'base64'),
  timed('slack', 'slack-v0', 'X-Slack-Signature', 'X-Slack-Request-Timestamp', 'v0=', ({ timestamp, body }) =>
    join('v0:', timestamp, ':', body),
  ),
  {
    ...bodyHmac('twilio', 'twilio-sha1', 'X-Twilio-Signature', '', 'sha1', 'base64'),
    secret: '12345a6789012345678901234567890b',
    otherSecret: 'abcdef6789012345678901234567890b',
    usesUrl: true,
    contentType: 'application/x-www-form-urlencoded',
    body: 'To=%2B18005551212&From=%2B14158675309&Body=Hello+there%21&CallSid=CA123',
    content: ({ url, body }) =>
      join(
        url,
        [...new URLSearchParams(body.toString())]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .flat()
          .join(''),
      ),
  },
  {
    ...bodyHmac('standard-webhooks', 'standard-v1', 'webhook-signature', 'v1,', 'sha256', 'base64'),
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    otherSecret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    key: afterPrefix,
    unit: 's',
    hasId: true,
    content: ({ id, timestamp, body }) => join(`${id}.${timestamp}.`, body),
    headers: (signature, { id, timestamp }) => [
      ['webhook-id', id],
      ['webhook-timestamp', timestamp],
      ['webhook-signature', `v1,${signature}`],
    ],
  },
  {
    ...bodyHmac('square', 'square-hmac', 'x-square-hmacsha256-signature', '', 'sha256', 'base64'),
    usesUrl: true,
    content: ({ url, body }) => join(url, body),
  },
  timed('zoom', 'zoom-v0', 'x-zm-signature', 'x-zm-request-timestamp', 'v0=', ({ timestamp, body }) =>
    join('v0:', timestamp, ':', body),
  ),
  bodyHmac('meta', 'meta-sha256', 'X-Hub-Signature-256', 'sha256='),
  bodyHmac('meta', 'meta-sha1', 'X-Hub-Signature', 'sha1=', 'sha1'),
  inOneHeader('paddle', 'paddle-h1', 'Paddle-Signature', (s, t) => `ts=${t};h1=${s}`, ':', 'h1='),
  {
    ...bodyHmac('hubspot', 'hubspot-v1', 'X-HubSpot-Signature', ''),
    isDigest: true,
    headers: (signature) => [
      ['X-HubSpot-Signature-Version', 'v1'],
      ['X-HubSpot-Signature', signature],
    ],
  },
  {
    ...bodyHmac('hubspot', 'hubspot-v2', 'X-HubSpot-Signature', ''),
    isDigest: true,
    usesUrl: true,
    content: ({ method, url, body }) => join(method, url, body),
    headers: (signature) => [
      ['X-HubSpot-Signature-Version', 'v2'],
      ['X-HubSpot-Signature', signature],
    ],
  },
  {
    ...bodyHmac('hubspot', 'hubspot-v3', 'X-HubSpot-Signature-v3', '', 'sha256', 'base64'),
    unit: 'ms',
    usesUrl: true,
    content: ({ method, url, body, timestamp }) => join(method, url, body, timestamp),
    headers: (signature, { timestamp }) => [
      ['X-HubSpot-Signature-v3', signature],
      ['X-HubSpot-Request-Timestamp', timestamp],
    ],
  },
  bodyHmac('docusign', 'docusign-hmac', 'X-DocuSign-Signature-1', '', 'sha256', 'base64'),
  bodyHmac('typeform', 'typeform-sha256', 'Typeform-Signature', 'sha256=', 'sha256', 'base64'),
  bodyHmac('bitbucket', 'bitbucket-sha256', 'X-Hub-Signature', 'sha256='),
  {
    ...bodyHmac('twitch', 'twitch-sha256', 'Twitch-Eventsub-Message-Signature', 'sha256='),
    unit: 'iso',
    hasId: true,
    content: ({ id, timestamp, body }) => join(id, timestamp, body),
    headers: (signature, { id, timestamp }) => [
      ['Twitch-Eventsub-Message-Id', id],
      ['Twitch-Eventsub-Message-Timestamp', timestamp],
      ['Twitch-Eventsub-Message-Signature', `sha256=${signature}`],
    ],
  },
  bodyHmac('razorpay', 'razorpay-sha256', 'X-Razorpay-Signature', ''),
  bodyHmac('intercom', 'intercom-sha1', 'X-Hub-Signature', 'sha1=', 'sha1'),
  inOneHeader(
    'calendly',
    'calendly-v1',
    'Calendly-Webhook-Signature',
    (s, t) => `t=${t},v1=${s}`,
    '.',
    'v1=',
  ),
  bodyHmac('sentry', 'sentry-sha256', 'Sentry-Hook-Signature', ''),
  bodyHmac('pagerduty', 'pagerduty-v1', 'X-PagerDuty-Signature', 'v1='),
];

export const NOW = Date.UTC(2026, 10, 25, 12, 0, 0);
export const HOOK_URL = 'https://hooks.example.com/stripe/webhook?b=2&a=1';

export const partsOf = (kit: Kit, overrides: Partial<Parts> = {}): Parts => ({
  method: 'POST',
  url: HOOK_URL,
  body: Buffer.from(kit.body),
  timestamp: timestampOf(kit, NOW),
  id: 'msg_2Lh9KRb0pzN4LePd3XiA4v9Axyz',
  ...overrides,
});

export function timestampOf({ unit }: Kit, at: number): string {
  if (unit === 'ms') return String(at);
  return unit === 'iso' ? new Date(at).toISOString() : String(Math.floor(at / 1000));
}

/** The digest of a content, by node:crypto. */
export const digestOf = (
  kit: Kit,
  key: Buffer,
  content: Buffer,
  algorithm: string = kit.algorithm,
): Buffer =>
  kit.isDigest === true
    ? createHash(algorithm).update(key).update(content).digest()
    : createHmac(algorithm, key).update(content).digest();
