import { generateKeyPairSync } from 'node:crypto';
import { GenericHmac } from '../../../../shared/model/generic-hmac.ts';
import { selfSigned } from '../../self-signed.ts';
import { schemes } from '../registry.ts';
import type { Scheme, SignedMessage } from '../scheme.ts';
import { genericHmac } from '../schemes/generic.ts';
import { withSignature } from '../sign.ts';
import { message, signed } from './messages.ts';

/** One signed message of every scheme, and which of its parts the signature covers. */

export const SIGNED_AT = 1_750_000_000_000;

export interface Sample {
  scheme: Scheme;
  message: SignedMessage;
  /** Checks; for key pairs the public key or certificate. */
  secret: string;
  /** False where the body is not what is signed: a token, or Mailgun's own fields. */
  isBodyCovered: boolean;
  /** Signatures and what is signed of the body, where they stand in it. */
  coveredFields: readonly string[];
}

const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString();

const ed25519 = generateKeyPairSync('ed25519');
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const certificate = selfSigned({
  key: rsa.privateKey,
  algorithm: 'rsa',
  commonName: 'sample',
  fromAt: SIGNED_AT - 86_400_000,
  toAt: SIGNED_AT + 86_400_000,
});
const rawEd25519 = ed25519.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);

const WEBHOOK_ID = '1JE4291016473214C';
const WHSEC = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Setup {
  sign: string;
  check?: string;
  body?: string;
  headers?: Record<string, string>;
  isBodyCovered?: boolean;
  coveredFields?: readonly string[];
}

const sns: Setup = {
  sign: pem(rsa.privateKey),
  check: certificate,
  body: JSON.stringify({
    Type: 'Notification',
    MessageId: 'm-1',
    TopicArn: 'arn:aws:sns:eu:1:t',
    Message: 'Hi',
  }),
  coveredFields: ['Message', 'MessageId', 'TopicArn', 'Timestamp', 'Signature'],
};

const special: Readonly<Record<string, Setup>> = {
  'standard-v1': { sign: WHSEC },
  'standard-v1a': { sign: pem(ed25519.privateKey), check: `whpk_${rawEd25519.toString('base64')}` },
  'twilio-sha1': {
    sign: '0123456789abcdef0123456789abcdef',
    body: 'From=123&To=456&Text=hello',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  'paypal-rsa': {
    sign: `${WEBHOOK_ID}\n${pem(rsa.privateKey)}`,
    check: `${WEBHOOK_ID}\n${certificate}`,
  },
  'discord-ed25519': { sign: pem(ed25519.privateKey), check: rawEd25519.toString('hex') },
  'sendgrid-ecdsa': {
    sign: pem(ec.privateKey),
    check: ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  },
  'sns-v1': sns,
  'sns-v2': sns,
  'mailgun-hmac': {
    sign: 'key-0123456789abcdef',
    body: '{"event-data":{"event":"opened"}}',
    isBodyCovered: false,
    coveredFields: ['timestamp', 'token', 'signature'],
  },
  'adyen-hmac': {
    sign: '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056',
    body: JSON.stringify({
      live: 'false',
      notificationItems: [
        {
          NotificationRequestItem: {
            pspReference: '7914073381342284',
            merchantAccountCode: 'TestMerchant',
            merchantReference: 'TestPayment-1407325143704',
            amount: { value: 1130, currency: 'EUR' },
            eventCode: 'AUTHORISATION',
            success: 'true',
          },
        },
      ],
    }),
    isBodyCovered: false,
    coveredFields: [
      'pspReference',
      'merchantAccountCode',
      'merchantReference',
      'currency',
      'eventCode',
      'success',
      'hmacSignature',
    ],
  },
  'gitlab-token': { sign: 'gl-secret-token', isBodyCovered: false },
  'telegram-token': { sign: 'tg_secret-token', isBodyCovered: false },
};

const config = GenericHmac.parse({
  header: 'X-Signature',
  content: '{id}.{timestamp}.{method}.{path}?{query}.{body}',
  prefix: 'sha256=',
  timestamp: { header: 'X-Time', unit: 's', toleranceMs: 300_000 },
  idHeader: 'X-Id',
});

export const samples: readonly Sample[] = schemes.map((listed): Sample => {
  const scheme = listed.id === 'generic-hmac' ? genericHmac(config) : listed;
  const setup = special[scheme.id] ?? { sign: 'a-secret-of-some-length' };
  const unsigned = message({
    url: 'https://shop.example/hooks?x=1',
    body: setup.body ?? '{"id":"evt_1","object":"event"}',
    headers: setup.headers ?? {},
  });
  const parts = signed(scheme, unsigned, setup.sign, SIGNED_AT, 'msg_1');
  const isInBody = setup.coveredFields !== undefined;
  return {
    scheme,
    message: withSignature(unsigned, parts),
    secret: setup.check ?? setup.sign,
    isBodyCovered: !isInBody && (setup.isBodyCovered ?? true),
    coveredFields: setup.coveredFields ?? [],
  };
});
