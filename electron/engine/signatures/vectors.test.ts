import { describe, expect, it } from 'vitest';
import { schemesOf } from './registry.ts';
import { message, schemeOf, signed } from './testing/messages.ts';
import { verify } from './verify.ts';

/** Signatures that vendors publish, in both directions: ours is the same, and theirs verifies. */
const vectors = [
  {
    name: 'GitHub, "Validating webhook deliveries"',
    providerId: 'github',
    secret: "It's a Secret to Everybody",
    body: 'Hello, World!',
    headers: {
      'X-Hub-Signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    },
    at: 0,
  },
  {
    name: 'Slack, "Verifying requests from Slack"',
    providerId: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    body: 'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
    headers: {
      'X-Slack-Request-Timestamp': '1531420618',
      'X-Slack-Signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    },
    at: 1_531_420_618_000,
  },
  {
    name: 'Twilio, "Validating requests"',
    providerId: 'twilio',
    secret: '12345',
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    body: 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212',
    unsigned: { 'Content-Type': 'application/x-www-form-urlencoded' },
    headers: { 'X-Twilio-Signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' },
    at: 0,
  },
  {
    name: 'Standard Webhooks, the vector of its libraries',
    providerId: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    body: '{"test": 2432232314}',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    headers: {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    },
    at: 1_614_265_330_000,
  },
] as {
  name: string;
  providerId: string;
  schemeId?: string;
  secret: string;
  url?: string;
  id?: string;
  body: string;
  unsigned?: Record<string, string>;
  headers: Record<string, string>;
  at: number;
}[];

describe('published vectors', () => {
  it.each(vectors)('$name', ({ providerId, schemeId, secret, url, body, unsigned = {}, headers, at, id }) => {
    const bare = message({ ...(url === undefined ? {} : { url }), body, headers: unsigned });
    const scheme = schemeOf(providerId, schemeId);
    expect(signed(scheme, bare, secret, at, id).headers).toEqual(
      Object.entries(headers).map(([name, value]) => ({ name, value })),
    );

    const arrived = message({ ...bare, headers: { ...unsigned, ...headers } });
    const verification = verify({
      message: arrived,
      schemes: schemesOf(providerId),
      secrets: [{ value: secret }],
      at,
    });
    expect(verification).toMatchObject({ status: 'verified', schemeId: scheme.id });
  });
});
