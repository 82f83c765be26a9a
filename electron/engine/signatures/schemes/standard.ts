import { findHeader } from '../../../../shared/http/headers.ts';
import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { unusable, type Claim, type MacScheme, type MessageHead, type Unusable } from '../scheme.ts';
import { base64Key, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

/** Svix and those who send through it use names of their own, and accept both. */
export type StandardPrefix = 'webhook' | 'svix';

export const STANDARD_SOURCE =
  'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md and its JavaScript library 1.1, read 2026-11-25';

/** Both ways, as in all libraries of the standard. */
export const STANDARD_TOLERANCE = { pastMs: 300_000, futureMs: 300_000 };

/** `id.timestamp.body`. */
export const standardContent = contentAround((_head, { id = '', timestamp = '' }) => ({
  before: wireBytes(`${id}.${timestamp}.`),
}));

/** The signatures of one version, such as those of `v1,aaa v1a,bbb v1,ccc`. */
export function readStandard(head: MessageHead, version: 'v1' | 'v1a'): Claim | Unusable {
  const prefix: StandardPrefix =
    findHeader(head.headers, 'svix-signature') === undefined ? 'webhook' : 'svix';
  const signatures = readHeader(head, `${prefix}-signature`);
  if (typeof signatures !== 'string') return signatures;
  const id = readHeader(head, `${prefix}-id`, 'id');
  if (typeof id !== 'string') return id;
  const timestamp = readHeader(head, `${prefix}-timestamp`, 'timestamp');
  if (typeof timestamp !== 'string') return timestamp;
  const ofVersion = signatures
    .split(' ')
    .filter((signature) => signature.startsWith(`${version},`))
    .map((signature) => signature.slice(version.length + 1));
  if (ofVersion.length === 0) {
    const isOther = /(?:^| )v\d+[a-z]?,/.test(signatures);
    return isOther
      ? unusable(
          'signature_missing',
          `The ${prefix}-signature header has no signature of version ${version}.`,
        )
      : unusable(
          'signature_malformed',
          `The ${prefix}-signature header has no ${version}, before the signature.`,
        );
  }
  return { signatures: ofVersion, timestamp, id };
}

/** The three headers, under the names the message has already or else those of the sender. */
export const writeStandard =
  (version: 'v1' | 'v1a', own: StandardPrefix) =>
  ({ id = '', timestamp = '' }: Claim, signature: string) => ({
    headers: [
      header(`${own}-id`, id),
      header(`${own}-timestamp`, timestamp),
      header(`${own}-signature`, `${version},${signature}`),
    ],
  });

export function standardV1(own: StandardPrefix): MacScheme {
  return {
    id: 'standard-v1',
    name: own === 'svix' ? 'Svix v1' : 'Standard Webhooks v1',
    source: STANDARD_SOURCE,
    kind: 'hmac',
    algorithm: 'sha256',
    encoding: 'base64',
    idPrefix: 'msg_',
    timestampUnit: 's',
    tolerance: STANDARD_TOLERANCE,
    ...standardContent,
    key: standardKey,
    read: (message) => readStandard(message, 'v1'),
    prepare: (message, input) => ({
      message,
      claim: { signatures: [], id: input.id, timestamp: writeTimestamp(input, 's') },
    }),
    write: writeStandard('v1', own),
  };
}

/** The base64 after `whsec_`, decoded; the prefix may be missing. */
function standardKey(secret: string): Uint8Array | Unusable {
  if (/^wh[ps]k_/.test(secret)) {
    return malformed(
      `This is a key of the asymmetric scheme v1a (${secret.slice(0, 5)}…): v1 needs one that begins with whsec_.`,
    );
  }
  const bare = secret.startsWith('whsec_') ? secret.slice('whsec_'.length) : secret;
  const key = base64Key(bare);
  if (key !== undefined) return key;
  return malformed(
    bare === secret.trim().replace(/^whsec_/, '')
      ? 'The secret is not base64: a Standard Webhooks secret is whsec_ and base64, and the bytes it decodes to are the key.'
      : 'The secret begins or ends with white space: it was copied with the secret, so remove it.',
  );
}
