import { utf8 } from '../bytes.ts';
import { isObject, readJson, writeJson, type JsonObject } from '../json-body.ts';
import { privateKeyOf, publicKeyOf } from '../key-material.ts';
import { isUnusable, unusable, type KeyPairScheme, type Unusable } from '../scheme.ts';

/** Amazon's own: a certificate from anywhere else proves nothing. */
const HOST = /^sns\.[a-zA-Z0-9-]{3,}\.amazonaws\.com(?:\.cn)?$/;

const LOCAL_CERTIFICATE = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-hookbench.pem';

const notificationFields = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const confirmationFields = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/**
 * Signed in the body, over the names and values of some of its fields. Version 1 is SHA-1, version 2 SHA-256. The certificate
 * is the secret: it is never fetched from where a message says it is, and where that is not Amazon's the message is refused.
 */
function sns(version: '1' | '2', digest: 'sha1' | 'sha256'): KeyPairScheme {
  return {
    id: `sns-v${version}`,
    name: `Amazon SNS signature version ${version}`,
    source:
      'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html and sns-validator 0.3.5, read 2026-11-25',
    kind: 'rsa',
    digest,
    encoding: 'base64',
    timestampUnit: 'iso',
    publicKey: (secret, at) => publicKeyOf(secret, 'rsa', at),
    privateKey: (secret) => privateKeyOf(secret, 'rsa'),
    content(message) {
      const read = readJson(message);
      return utf8(isUnusable(read) ? '' : canonical(read.json));
    },
    read(message) {
      const read = readJson(message);
      if (isUnusable(read)) return read;
      const { Signature, SignatureVersion, Timestamp } = read.json;
      if (typeof Signature !== 'string') {
        return unusable('signature_missing', 'The body has no Signature.');
      }
      if (SignatureVersion !== version) {
        return unusable('signature_missing', `The body has no signature of version ${version}.`);
      }
      const problem = structureProblem(read.json) ?? untrusted(read.json);
      if (problem !== undefined) return problem;
      return { signatures: [Signature], ...(typeof Timestamp === 'string' ? { timestamp: Timestamp } : {}) };
    },
    prepare(message, { at, id, timestamp = new Date(at).toISOString() }) {
      const read = readJson(message);
      if (isUnusable(read)) {
        return unusable('signature_missing', 'SNS signs in the body, so the body has to be a JSON object.');
      }
      const certificate = read.json['SigningCertURL'];
      const rest = Object.fromEntries(Object.entries(read.json).filter(([name]) => name !== 'Signature'));
      const json = {
        ...defaults(read.json, id),
        ...rest,
        Timestamp: timestamp,
        SignatureVersion: version,
        SigningCertURL: typeof certificate === 'string' ? certificate : LOCAL_CERTIFICATE,
      };
      const problem = structureProblem(json);
      if (problem !== undefined) return problem;
      return {
        message: { ...message, body: writeJson(message.body, json) },
        claim: { signatures: [], timestamp },
      };
    },
    write(_claim, signature, message) {
      const read = readJson(message);
      if (isUnusable(read)) return { headers: [] };
      return { headers: [], body: writeJson(message.body, { ...read.json, Signature: signature }) };
    },
  };
}

export const snsV1 = sns('1', 'sha1');
export const snsV2 = sns('2', 'sha256');

/** What a message has to have to be one of SNS; its text is the user's. */
const defaults = (json: JsonObject, id: string): JsonObject => ({
  Type: 'Notification',
  MessageId: id,
  TopicArn: 'arn:aws:sns:us-east-1:123456789012:hookbench',
  ...(isObject(json['Message']) ? {} : { Message: '' }),
});

/** Name and value of each field that is there, a line each, in the order of their names. */
function canonical(json: JsonObject): string {
  const isNotification = json['Type'] === 'Notification';
  return (isNotification ? notificationFields : confirmationFields)
    .filter((name) => typeof json[name] === 'string')
    .map((name) => `${name}\n${String(json[name])}\n`)
    .join('');
}

function structureProblem(json: JsonObject): Unusable | undefined {
  const type = json['Type'];
  const isConfirmation = type === 'SubscriptionConfirmation' || type === 'UnsubscribeConfirmation';
  if (type !== 'Notification' && !isConfirmation) {
    return unusable('signature_malformed', 'The Type of the body is none that SNS sends.');
  }
  const needed = isConfirmation
    ? confirmationFields
    : notificationFields.filter((name) => name !== 'Subject');
  const missing = needed.find((name) => typeof json[name] !== 'string');
  if (missing !== undefined) {
    return unusable('signature_malformed', `The body has no ${missing}, which SNS signs.`);
  }
  const subject = json['Subject'];
  return subject === undefined || subject === null || typeof subject === 'string'
    ? undefined
    : unusable('signature_malformed', 'The Subject of the body is no text.');
}

function untrusted(json: JsonObject): Unusable | undefined {
  const url = json['SigningCertURL'];
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  const isTrusted =
    parsed?.protocol === 'https:' &&
    HOST.test(parsed.host) &&
    parsed.pathname.endsWith('.pem') &&
    parsed.username === '';
  if (isTrusted) return undefined;
  const shown = typeof url === 'string' ? url.slice(0, 200) : 'nowhere';
  return unusable(
    'certificate_untrusted',
    `The certificate is said to be at ${shown}, which is not Amazon's: https at sns.<region>.amazonaws.com, a .pem.`,
  );
}
