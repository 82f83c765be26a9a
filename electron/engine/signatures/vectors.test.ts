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
  {
    name: 'Standard Webhooks v1a, the vector of the Svix server',
    providerId: 'svix',
    schemeId: 'standard-v1a',
    secret: 'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
    check: 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=',
    body: '{"test": 2432232314}',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    headers: {
      'svix-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'svix-timestamp': '1614265330',
      'svix-signature':
        'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    },
    at: 1_614_265_330_000,
  },
  {
    name: 'Square, "Verify and validate an event notification"',
    providerId: 'square',
    secret: 'asdf1234',
    url: 'https://example.com/webhook',
    body: '{"hello":"world"}',
    headers: { 'x-square-hmacsha256-signature': '2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=' },
    at: 0,
  },
  {
    name: 'HubSpot v1, "Validating requests"',
    providerId: 'hubspot',
    schemeId: 'hubspot-v1',
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    body: '[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]',
    headers: {
      'X-HubSpot-Signature': '232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de',
      'X-HubSpot-Signature-Version': 'v1',
    },
    at: 0,
  },
  {
    name: 'HubSpot v2, "Validating requests", a GET',
    providerId: 'hubspot',
    schemeId: 'hubspot-v2',
    secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
    method: 'GET',
    url: 'https://www.example.com/webhook_uri',
    body: '',
    headers: {
      'X-HubSpot-Signature': 'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
      'X-HubSpot-Signature-Version': 'v2',
    },
    at: 0,
  },
] as {
  name: string;
  method?: string;
  check?: string;
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
  it.each(vectors)('$name', (vector) => {
    const { providerId, schemeId, secret, check = secret, body, unsigned = {}, headers, at, id } = vector;
    const line = {
      ...(vector.url === undefined ? {} : { url: vector.url }),
      ...(vector.method === undefined ? {} : { method: vector.method }),
    };
    const bare = message({ ...line, body, headers: unsigned });
    const scheme = schemeOf(providerId, schemeId);
    expect(signed(scheme, bare, secret, at, id).headers).toEqual(
      Object.entries(headers).map(([name, value]) => ({ name, value })),
    );

    const arrived = message({ ...line, body, headers: { ...unsigned, ...headers } });
    const verification = verify({
      message: arrived,
      schemes: schemesOf(providerId),
      secrets: [{ value: check }],
      at,
    });
    expect(verification).toMatchObject({ status: 'verified', schemeId: scheme.id });
  });

  it('Adyen, "Verify HMAC signatures": in the body', () => {
    const item = {
      pspReference: '7914073381342284',
      merchantAccountCode: 'TestMerchant',
      merchantReference: 'TestPayment-1407325143704',
      amount: { value: 1130, currency: 'EUR' },
      eventCode: 'AUTHORISATION',
      success: 'true',
    };
    const of = (NotificationRequestItem: object) =>
      message({ body: JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem }] }) });
    const secret = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
    const hmacSignature = 'coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=';
    const arrived = of({ ...item, additionalData: { hmacSignature } });
    const { body } = signed(schemeOf('adyen'), of(item), secret);
    expect(Buffer.from(body ?? []).toString()).toBe(Buffer.from(arrived.body).toString());
    const input = { schemes: schemesOf('adyen'), secrets: [{ value: secret }], at: 0 };
    expect(verify({ ...input, message: arrived }).status).toBe('verified');
    const two = JSON.parse(Buffer.from(arrived.body).toString()) as { notificationItems: object[] };
    two.notificationItems.push(two.notificationItems[0] ?? {});
    const batch = message({ body: JSON.stringify(two) });
    expect(verify({ ...input, message: batch })).toMatchObject({ reason: 'signature_malformed' });
  });

  it.each([
    [
      'SendGrid, the first of its library',
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==',
      'MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=',
      '1600112502',
      '[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]\r\n',
    ],
    [
      'SendGrid, several events',
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQ4LIFtWztlsF7skFqOncjD1lun4H5w8XOhyOArHW9RcIx/FfEzx6cikC/yPfUvwaX/JScE7Fc9CJD2afQ9Ok3Q==',
      'MEYCIQC/I4o6vCgqRYrTljjoVWB/GRWNtxeePlLMHr3x9ETeRQIhAIpV+03nREPTTHWSW0wIOA0EoMPdcNgXa70yCaqDJlu5',
      '1619651159',
      '[{"email":"invalid@gmail.com","event":"processed","send_at":0,"sg_event_id":"cHJvY2Vzc2VkLTE5OTQyMTEyLXFOd0JMZ1BRUWpXNkRKdktRd1NBYnctMA","sg_message_id":"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0","smtp-id":"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>","timestamp":1619651146},\r\n{"email":"invalid@gmail.com","event":"bounce","ip":"167.89.101.76","reason":"552 5.2.2 The email account that you tried to reach is over quota and inactive. Please direct the recipient to https://support.google.com/mail/?p=OverQuotaPerm c17si1130468pgv.34 - gsmtp","sg_event_id":"Ym91bmNlLTAtMTk5NDIxMTItcU53QkxnUFFRalc2REp2S1F3U0Fidy0w","sg_message_id":"qNwBLgPQQjW6DJvKQwSAbw.filterdrecv-canary-547b64655b-cw6zx-1-6089EA4A-56.0","smtp-id":"<qNwBLgPQQjW6DJvKQwSAbw@ismtpd0178p1mdw1.sendgrid.net>","status":"5.2.2","timestamp":1619651147,"tls":1,"type":"blocked"}]\r\n',
    ],
  ])('%s', (_name, key, signature, timestamp, body) => {
    const arrived = message({
      body,
      headers: {
        'X-Twilio-Email-Event-Webhook-Signature': signature,
        'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
      },
    });
    const input = { schemes: schemesOf('sendgrid'), secrets: [{ value: key }], at: 0 };
    expect(verify({ ...input, message: arrived }).status).toBe('verified');
    const trimmed = { ...arrived, body: arrived.body.subarray(0, -2) };
    expect(verify({ ...input, message: trimmed }).reason).toBe('signature_mismatch');
  });
});
