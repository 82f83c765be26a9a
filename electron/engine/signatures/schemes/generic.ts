import type { GenericHmac } from '../../../../shared/model/generic-hmac.ts';
import { NO_BYTES, wireBytes } from '../bytes.ts';
import { header, readHeader, readPairs } from '../header-signature.ts';
import {
  isUnusable,
  unusable,
  type Claim,
  type MacScheme,
  type MessageHead,
  type Unusable,
} from '../scheme.ts';
import { base64Key, hexKey, malformed, textKey } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround, readPrefixed } from './body-hmac.ts';

/** A scheme from its description: what a user sets up for a sender that is not among the providers. */
export function genericHmac(config: GenericHmac): MacScheme {
  const { timestamp } = config;
  const hasBody = config.content.includes('{body}');
  const [before = '', after = ''] = config.content.split('{body}');
  const around = contentAround((head, claim) => ({
    before: fill(before, head, claim),
    after: fill(after, head, claim),
  }));
  return {
    id: 'generic-hmac',
    name: 'HMAC in a header',
    source: 'as configured',
    kind: 'hmac',
    algorithm: config.algorithm,
    encoding: config.encoding,
    ...(timestamp === undefined ? {} : { timestampUnit: timestamp.unit }),
    ...(timestamp?.toleranceMs === undefined
      ? {}
      : { tolerance: { pastMs: timestamp.toleranceMs, futureMs: timestamp.toleranceMs } }),
    ...(hasBody ? around : { content: (message, claim) => fill(config.content, message, claim) }),
    key: (secret) => keyOf(config, secret),
    read: (message) => readClaim(config, message),
    prepare: (message, input) => ({
      message,
      claim: {
        signatures: [],
        ...(timestamp === undefined ? {} : { timestamp: writeTimestamp(input, timestamp.unit) }),
        ...(config.idHeader === undefined ? {} : { id: input.id }),
      },
    }),
    write: (claim, signature) => ({ headers: written(config, claim, signature) }),
  };
}

/** Header values and URLs go in as the bytes they are on the wire. */
function fill(
  template: string,
  { method, url }: MessageHead,
  { timestamp = '', id = '' }: Claim,
): Uint8Array {
  if (template === '') return NO_BYTES;
  const [, target = ''] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^#]*)/i.exec(url) ?? [];
  const mark = target.indexOf('?');
  const values: Readonly<Record<string, string>> = {
    timestamp,
    id,
    method,
    url,
    path: (mark === -1 ? target : target.slice(0, mark)) || '/',
    query: mark === -1 ? '' : target.slice(mark + 1),
  };
  return wireBytes(template.replace(/\{([a-z]+)\}/g, (all, name: string) => values[name] ?? all));
}

function keyOf({ keyEncoding, keyPrefix }: GenericHmac, secret: string): Uint8Array | Unusable {
  const text = secret.startsWith(keyPrefix) ? secret.slice(keyPrefix.length) : secret;
  switch (keyEncoding) {
    case 'utf8':
      return textKey(text);
    case 'hex':
      return hexKey(text) ?? malformed('The secret is not hex, as the scheme says it is.');
    case 'base64':
      return base64Key(text) ?? malformed('The secret is not base64, as the scheme says it is.');
    case 'base64url':
      return (
        base64Key(text.replaceAll('-', '+').replaceAll('_', '/')) ??
        malformed('The secret is not base64url, as the scheme says it is.')
      );
  }
}

function readClaim(config: GenericHmac, message: MessageHead): Claim | Unusable {
  const signatures = valuesOf(message, config.header, config.pair, 'signature');
  if (isUnusable(signatures)) return signatures;
  const claims = signatures.map((value) => readPrefixed(value, config.prefix, config.header));
  const read = claims.filter((claim) => !isUnusable(claim));
  const [first] = claims;
  if (read.length === 0 && first !== undefined) return first;

  const { timestamp, idHeader } = config;
  const times =
    timestamp === undefined ? [] : valuesOf(message, timestamp.header, timestamp.pair, 'timestamp');
  if (isUnusable(times)) return times;
  if (times.length > 1) return unusable('timestamp_malformed', 'There is more than one timestamp.');
  const id = idHeader === undefined ? undefined : readHeader(message, idHeader, 'id');
  if (id !== undefined && typeof id !== 'string') return id;
  const [time] = times;
  return {
    signatures: read.flatMap((claim) => (isUnusable(claim) ? [] : claim.signatures)),
    ...(time === undefined ? {} : { timestamp: time }),
    ...(id === undefined ? {} : { id }),
  };
}

function valuesOf(
  message: MessageHead,
  name: string,
  pair: string | undefined,
  what: 'signature' | 'timestamp',
): string[] | Unusable {
  const value = readHeader(message, name, what);
  if (typeof value !== 'string') return value;
  if (pair === undefined) return [value];
  const found = readPairs(value, value.includes(';') ? ';' : ',').flatMap(([other, text]) =>
    other === pair ? [text] : [],
  );
  if (found.length > 0) return found;
  return unusable(
    what === 'signature' ? 'signature_missing' : 'timestamp_missing',
    `The ${name} header has no ${pair}=.`,
  );
}

function written(
  { header: name, pair, prefix, timestamp, idHeader }: GenericHmac,
  claim: Claim,
  signature: string,
) {
  const { id = '', timestamp: time = '' } = claim;
  const ids = idHeader === undefined ? [] : [header(idHeader, id)];
  const value = pair === undefined ? prefix + signature : `${pair}=${prefix}${signature}`;
  if (timestamp === undefined) return [...ids, header(name, value)];
  const timeValue = timestamp.pair === undefined ? time : `${timestamp.pair}=${time}`;
  const isSame = timestamp.header.toLowerCase() === name.toLowerCase();
  return isSame
    ? [...ids, header(name, `${timeValue},${value}`)]
    : [...ids, header(timestamp.header, timeValue), header(name, value)];
}
