import { hasHeader } from '../../../../shared/http/headers.ts';
import { header, readHeader } from '../header-signature.ts';
import { isObject, readJson, writeJson } from '../json-body.ts';
import { isUnusable, unusable, type MacScheme, type SignedMessage } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { bodyContent } from './body-hmac.ts';

const SIGNATURE = 'Linear-Signature';
const TIMESTAMP = 'Linear-Timestamp';
const FIELD = 'webhookTimestamp';

/** The body is signed, and the time stands in it; the header of the same name only repeats it. */
export const linearHmac: MacScheme = {
  id: 'linear-hmac',
  name: 'Linear',
  source:
    'https://linear.app/developers/webhooks#securing-webhooks and @linear/sdk 98 webhooks, read 2026-11-25',
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  timestampUnit: 'ms',
  tolerance: { pastMs: 60_000, futureMs: 60_000 },
  content: bodyContent.content,
  key(secret) {
    if (/^lin_(?:api|oauth)_/.test(secret)) {
      return malformed(
        'This is a Linear API key, not the signing secret of a webhook, which begins with lin_wh_.',
      );
    }
    return generatedKey(secret, 'signing secret');
  },
  read(message) {
    const signature = readHeader(message, SIGNATURE);
    if (typeof signature !== 'string') return signature;
    const read = readJson(message);
    const value = isUnusable(read) ? undefined : read.json[FIELD];
    if (value === undefined) {
      return unusable('timestamp_missing', `The body has no ${FIELD}.`);
    }
    if (typeof value !== 'number') {
      return unusable('timestamp_malformed', `The ${FIELD} of the body is not a number.`);
    }
    return { signatures: [signature], timestamp: String(value) };
  },
  prepare(message, input) {
    const timestamp = writeTimestamp(input, 'ms');
    const body = withTimestamp(message, timestamp);
    return body === undefined
      ? unusable(
          'timestamp_missing',
          'Linear signs the time in the body, so the body has to be a JSON object.',
        )
      : { message: { ...message, body }, claim: { signatures: [], timestamp } };
  },
  write: ({ timestamp = '' }, signature, message) => ({
    headers: [
      header(SIGNATURE, signature),
      ...(hasHeader(message.headers, TIMESTAMP) ? [header(TIMESTAMP, timestamp)] : []),
    ],
  }),
};

/** The number is replaced where it stands, so that nothing else of the body changes; added where there is none. */
function withTimestamp(message: SignedMessage, timestamp: string): Uint8Array | undefined {
  const read = readJson(message);
  if (isUnusable(read) || !isObject(read.json)) return undefined;
  const { json } = read;
  if (String(json[FIELD]) === timestamp) return message.body;
  const text = Buffer.from(message.body).toString('utf8');
  const places = [...text.matchAll(/("webhookTimestamp"\s*:\s*)\d+/g)];
  if (places.length === 1 && typeof json[FIELD] === 'number') {
    return Buffer.from(
      text.replace(/("webhookTimestamp"\s*:\s*)\d+/, (_all, name: string) => name + timestamp),
    );
  }
  return writeJson(message.body, { ...json, [FIELD]: Number(timestamp) });
}
