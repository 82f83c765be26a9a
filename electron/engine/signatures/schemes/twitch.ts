import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { isUnusable, type MacScheme } from '../scheme.ts';
import { malformed, textKey } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround, readPrefixed } from './body-hmac.ts';

const ID = 'Twitch-Eventsub-Message-Id';
const TIMESTAMP = 'Twitch-Eventsub-Message-Timestamp';
const SIGNATURE = 'Twitch-Eventsub-Message-Signature';

export const twitchSha256: MacScheme = {
  id: 'twitch-sha256',
  name: 'Twitch EventSub',
  source:
    'Twitch’s sample twitchdev/eventsub-webhooks-node-sample, index.js, read 2026-11-25; age and secret length as libraries quote https://dev.twitch.tv/docs/eventsub/',
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  timestampUnit: 'iso',
  // "Make sure the value in the message_timestamp field isn't older than 10 minutes."
  tolerance: { pastMs: 600_000 },
  ...contentAround((_head, { id = '', timestamp = '' }) => ({ before: wireBytes(id + timestamp) })),
  key: (secret) =>
    secret.length < 10 || secret.length > 100
      ? malformed('A Twitch secret is ASCII text of 10 to 100 characters.')
      : textKey(secret),
  read(message) {
    const signature = readHeader(message, SIGNATURE);
    if (typeof signature !== 'string') return signature;
    const id = readHeader(message, ID, 'id');
    if (typeof id !== 'string') return id;
    const timestamp = readHeader(message, TIMESTAMP, 'timestamp');
    if (typeof timestamp !== 'string') return timestamp;
    const claim = readPrefixed(signature, 'sha256=', SIGNATURE);
    return isUnusable(claim) ? claim : { ...claim, id, timestamp };
  },
  prepare: (message, input) => ({
    message,
    claim: { signatures: [], id: input.id, timestamp: writeTimestamp(input, 'iso') },
  }),
  write: ({ id = '', timestamp = '' }, signature) => ({
    headers: [header(ID, id), header(TIMESTAMP, timestamp), header(SIGNATURE, `sha256=${signature}`)],
  }),
};
