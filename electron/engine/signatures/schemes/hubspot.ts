import { findHeader } from '../../../../shared/http/headers.ts';
import { joined, wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { unusable, type MacScheme } from '../scheme.ts';
import { generatedKey } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

const source =
  'https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation and hubspot-api-nodejs 13.5 signature.ts, read 2026-11-25';

const SIGNATURE = 'X-HubSpot-Signature';
const VERSION = 'X-HubSpot-Signature-Version';

const key = (secret: string) => generatedKey(secret, 'client secret');

/** v1 and v2 share a header; another one says which of them it is. They are plain hashes that begin with the secret. */
function hashed(version: 'v1' | 'v2', content: Pick<MacScheme, 'content' | 'around'>): MacScheme {
  return {
    id: `hubspot-${version}`,
    name: `HubSpot ${version}`,
    source,
    kind: 'digest',
    algorithm: 'sha256',
    encoding: 'hex',
    ...content,
    key,
    read(message) {
      const signature = readHeader(message, SIGNATURE);
      if (typeof signature !== 'string') return signature;
      const sent = findHeader(message.headers, VERSION) ?? 'v1';
      return sent === version
        ? { signatures: [signature] }
        : unusable(
            'signature_missing',
            `The ${SIGNATURE} header is of version ${sent.slice(0, 20)}, not ${version}.`,
          );
    },
    prepare: (message) => ({ message, claim: { signatures: [] } }),
    write: (_claim, signature) => ({ headers: [header(SIGNATURE, signature), header(VERSION, version)] }),
  };
}

/** The body alone. */
export const hubspotV1 = hashed(
  'v1',
  contentAround(() => ({})),
);

export const hubspotV2 = hashed(
  'v2',
  contentAround(({ method, url }) => ({ before: wireBytes(method + url) })),
);

/** These escapes are undone in the URL before it is signed, all others stay. */
const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

const decodedUrl = (url: string): string =>
  url.replace(/%[0-9A-Fa-f]{2}/g, (escape) => decoded[escape.toUpperCase()] ?? escape);

const V3 = 'X-HubSpot-Signature-v3';
const TIMESTAMP = 'X-HubSpot-Request-Timestamp';

export const hubspotV3: MacScheme = {
  id: 'hubspot-v3',
  name: 'HubSpot v3',
  source,
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'base64',
  timestampUnit: 'ms',
  tolerance: { pastMs: 300_000 },
  ...contentAround(({ method, url }, { timestamp = '' }) => ({
    before: wireBytes(method + decodedUrl(url)),
    after: wireBytes(timestamp),
  })),
  /** HubSpot's library takes the URL as it is given. */
  alternatives: ({ method, url, body }, { timestamp = '' }) =>
    decodedUrl(url) === url ? [] : [joined(wireBytes(method + url), body, wireBytes(timestamp))],
  key,
  read(message) {
    const signature = readHeader(message, V3);
    if (typeof signature !== 'string') return signature;
    const timestamp = readHeader(message, TIMESTAMP, 'timestamp');
    return typeof timestamp === 'string' ? { signatures: [signature], timestamp } : timestamp;
  },
  prepare: (message, input) => ({
    message,
    claim: { signatures: [], timestamp: writeTimestamp(input, 'ms') },
  }),
  write: ({ timestamp = '' }, signature) => ({
    headers: [header(V3, signature), header(TIMESTAMP, timestamp)],
  }),
};
