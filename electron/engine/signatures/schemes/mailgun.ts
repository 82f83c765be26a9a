import { createHash } from 'node:crypto';
import { parseForm } from '../../../../shared/http/form.ts';
import { utf8 } from '../bytes.ts';
import { isObject, readJson, writeJson } from '../json-body.ts';
import {
  isUnusable,
  unusable,
  type Claim,
  type MacScheme,
  type SignedMessage,
  type Unusable,
} from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';

/**
 * The signature stands in the body and covers its timestamp and its token only: nothing else of the message is proven, so a
 * token must not be taken twice. An event of a subaccount is signed a second time, with the key of the primary account.
 */
export const mailgunHmac: MacScheme = {
  id: 'mailgun-hmac',
  name: 'Mailgun',
  source:
    'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks, read 2026-11-25; that the timestamp comes before the token as a copy of its steps from 2024 says',
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  timestampUnit: 's',
  content: (_message, { timestamp = '', id = '' }) => utf8(timestamp + id),
  key(secret) {
    if (/^pubkey-/.test(secret)) {
      return malformed('This is the public validation key, not the HTTP webhook signing key.');
    }
    return generatedKey(secret, 'webhook signing key');
  },
  read(message) {
    const fields = fieldsOf(message);
    if (isUnusable(fields)) return fields;
    const { timestamp, token, signature, 'parent-signature': parent } = fields.json;
    if (typeof signature !== 'string') {
      return unusable('signature_missing', 'The body has no signature.signature.');
    }
    if (timestamp === undefined) return unusable('timestamp_missing', 'The body has no signature.timestamp.');
    if (typeof token !== 'string' || !isText(timestamp)) {
      return unusable(
        'signature_malformed',
        'The body has no signature.token, or a timestamp that is no text.',
      );
    }
    const signatures = typeof parent === 'string' ? [signature, parent] : [signature];
    return { signatures, timestamp: String(timestamp), id: token };
  },
  prepare(message, input) {
    const read = readJson(message);
    if (isUnusable(read)) {
      return unusable('signature_missing', 'Mailgun signs in the body, so the body has to be a JSON object.');
    }
    const claim: Claim = {
      signatures: [],
      timestamp: writeTimestamp(input, 's'),
      id: /^[0-9a-f]{50}$/.test(input.id) ? input.id : tokenOf(input.id),
    };
    return { message, claim };
  },
  write({ timestamp = '', id = '' }, signature, message) {
    const read = readJson(message);
    const json = isUnusable(read) ? {} : read.json;
    // A parent-signature from before would belong to another timestamp and token.
    const signed = { ...json, signature: { timestamp, token: id, signature } };
    return { headers: [], body: writeJson(message.body, signed) };
  },
};

const isText = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

/** Tokens are fifty characters. */
const tokenOf = (id: string): string => createHash('sha256').update(id).digest('hex').slice(0, 50);

/** `signature: { … }` of an event; the fields themselves in the form of a stored or forwarded message. */
function fieldsOf(message: SignedMessage): { json: Readonly<Record<string, unknown>> } | Unusable {
  const read = readJson(message);
  if (!isUnusable(read)) {
    const own = read.json['signature'];
    if (isObject(own)) return { json: own };
    return typeof own === 'string' ? read : unusable('signature_missing', 'The body has no signature.');
  }
  if (message.body.length > 1024 * 1024) return read;
  const form = parseForm(Buffer.from(message.body).toString('utf8'));
  const fields = Object.fromEntries(form.map(({ name, value }) => [name, value]));
  return 'token' in fields && 'signature' in fields ? { json: fields } : read;
}
