import { createHash, createHmac } from 'node:crypto';
import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { bodyPlants } from './body-plants.ts';
import { HOOK_URL, NOW, partsOf, timestampOf } from './kits.ts';
import { isTextKey, plant, type Mistake, type Plant } from './plant.ts';

const urls = (
  name: string,
  cause: DiagnosisCause,
  signedUrl: string,
  sentUrl = HOOK_URL,
  more: Mistake = {},
): Plant =>
  plant(
    name,
    cause,
    (kit) => kit.usesUrl === true && { ...more, signed: { url: signedUrl }, sent: { url: sentUrl } },
  );

const clock = (name: string, cause: DiagnosisCause, awayMs: number): Plant =>
  plant(name, cause, (kit) => kit.unit !== undefined && { at: NOW + awayMs });

const isSignature = (name: string) => /sign|hmac/i.test(name) && !/version|timestamp/i.test(name);

/** Mistakes with the secret, the digest and its header. */
const secretPlants: readonly Plant[] = [
  plant('another known secret', 'secret.other', (kit) => ({
    key: kit.key(kit.otherSecret),
    others: [{ name: 'shop.two', value: kit.otherSecret }],
  })),
  plant('the live secret in test mode', 'secret.mode', (kit) => ({
    key: kit.key(kit.otherSecret),
    secret: { name: 'shop.test', value: kit.secret },
    others: [{ name: 'shop.live', value: kit.otherSecret }],
  })),
  plant(
    'signed with a line feed after the secret',
    'secret.whitespace',
    (kit) => isTextKey(kit) && { key: Buffer.from(`${kit.secret}\n`) },
  ),
  plant(
    'signed with a space before the secret',
    'secret.whitespace',
    (kit) => isTextKey(kit) && { key: Buffer.from(` ${kit.secret}`) },
  ),
  plant('checked with a line feed after the secret', 'secret.whitespace', (kit) => ({
    secret: { name: 'mine', value: `${kit.secret}\n` },
  })),
  plant(
    'signed with quotes around the secret',
    'secret.quotes',
    (kit) => isTextKey(kit) && { key: Buffer.from(`"${kit.secret}"`) },
  ),
  plant('checked with quotes around the secret', 'secret.quotes', (kit) => ({
    secret: { name: 'mine', value: `"${kit.secret}"` },
  })),
  plant('checked with the assignment copied', 'secret.assignment', (kit) => ({
    secret: { name: 'mine', value: `WEBHOOK_SECRET=${kit.secret}` },
  })),
  plant(
    'base64 secret not decoded',
    'secret.base64_not_decoded',
    (kit) => !isTextKey(kit) && { key: Buffer.from(kit.secret) },
  ),
  plant(
    'base64 secret not decoded, prefix dropped',
    'secret.base64_not_decoded',
    (kit) => !isTextKey(kit) && { key: Buffer.from(kit.secret.slice(6)) },
  ),
  plant('base64 secret decoded twice', 'secret.base64_decoded_twice', (kit) => {
    if (isTextKey(kit)) return undefined;
    const inner = 'QmFzZTY0IGluc2lkZSBvZiBiYXNlNjQ=';
    return {
      secret: { name: 'mine', value: `whsec_${Buffer.from(inner).toString('base64')}` },
      key: Buffer.from(inner, 'base64'),
    };
  }),
  plant(
    'base64 secret decoded with its prefix',
    'secret.prefix_kept',
    (kit) => !isTextKey(kit) && { key: Buffer.from(kit.secret, 'base64') },
  ),
  plant(
    'text secret decoded from base64',
    'secret.base64_decoded',
    (kit) => isTextKey(kit) && { key: Buffer.from(kit.secret.replace('whsec_', ''), 'base64') },
  ),
  plant(
    'prefix of the secret dropped',
    'secret.prefix_dropped',
    (kit) => isTextKey(kit) && kit.secret.startsWith('whsec_') && { key: Buffer.from(kit.secret.slice(6)) },
  ),
  plant(
    'hex secret decoded',
    'secret.hex_decoded',
    (kit) => /^[0-9a-f]+$/.test(kit.secret) && { key: Buffer.from(kit.secret, 'hex') },
  ),
  plant(
    'secret in upper case',
    'secret.case',
    (kit) => isTextKey(kit) && { key: Buffer.from(kit.secret.toUpperCase()) },
  ),
  plant('empty key', 'secret.empty', () => ({ key: Buffer.alloc(0) })),
  plant('the word undefined as key', 'secret.empty', () => ({ key: Buffer.from('undefined') })),
  plant(
    'secret cut short',
    'secret.truncated',
    (kit) => isTextKey(kit) && { key: Buffer.from(kit.secret.slice(0, -3)) },
  ),

  plant('hex for base64, or the other way round', 'signature.encoding', (kit) => ({
    write: (digest) => digest.toString(kit.encoding === 'hex' ? 'base64' : 'hex'),
  })),
  plant(
    'upper-case hex',
    'signature.case',
    (kit) => kit.encoding === 'hex' && { write: (digest) => digest.toString('hex').toUpperCase() },
  ),
  plant('base64 of hex', 'signature.double_encoded', () => ({
    write: (digest) => Buffer.from(digest.toString('hex')).toString('base64'),
  })),
  plant('signature cut short', 'signature.truncated', (kit) => ({
    write: (digest) => digest.toString(kit.encoding).slice(0, 20),
  })),
  plant(
    'base64 without padding',
    'signature.encoding',
    (kit) => kit.encoding === 'base64' && { write: (digest) => digest.toString('base64').replace(/=+$/, '') },
  ),
  plant('SHA-512', 'signature.algorithm', () => ({ algorithm: 'sha512' })),
  plant('SHA-1 for SHA-256, or the other way round', 'signature.algorithm', (kit) => ({
    algorithm: kit.algorithm === 'sha1' ? 'sha256' : 'sha1',
  })),
  plant('MD5', 'signature.algorithm', () => ({ algorithm: 'md5' })),
  plant(
    'plain hash of secret and content',
    'signature.plain_hash',
    (kit) =>
      kit.isDigest !== true && {
        write: () =>
          createHash(kit.algorithm)
            .update(kit.key(kit.secret))
            .update(kit.content(partsOf(kit)))
            .digest(kit.encoding),
      },
  ),
  plant(
    'HMAC for a plain hash',
    'signature.plain_hash',
    (kit) =>
      kit.isDigest === true && {
        write: () =>
          createHmac(kit.algorithm, kit.key(kit.secret))
            .update(kit.content(partsOf(kit)))
            .digest(kit.encoding),
      },
  ),
  plant('key and content swapped', 'signature.swapped', (kit) => ({
    write: () =>
      createHmac(kit.algorithm, kit.content(partsOf(kit)))
        .update(kit.key(kit.secret))
        .digest(kit.encoding),
  })),

  plant('another version label', 'header.version', (kit) => {
    const label = kit.label;
    if (label === undefined || !/^(v|h)\d[=,]$/.test(label)) return undefined;
    const other = label.replace(/\d/, '9');
    return { headers: (headers) => headers.map(([name, value]) => [name, value.replace(label, other)]) };
  }),
  plant('no label before the signature', 'header.prefix', (kit) => {
    const label = kit.label;
    if (
      label === undefined ||
      kit.headers('', partsOf(kit)).some(([, value]) => /t?s?=.*[,;]/.test(value) && value.includes(label))
    )
      return undefined;
    return { headers: (headers) => headers.map(([name, value]) => [name, value.replace(label, '')]) };
  }),
  plant('header names as CGI has them', 'header.name', () => ({
    headers: (headers) =>
      headers.map(([name, value]) => [
        /sign|hmac/i.test(name) && !/version/i.test(name)
          ? `HTTP_${name.toUpperCase().replaceAll('-', '_')}`
          : name,
        value,
      ]),
  })),
  plant('quotes around the header', 'header.format', (kit) => ({
    headers: (headers) =>
      headers.map(([name, value]) => [
        name,
        /^(?:.*sign.*|.*hmac.*)$/i.test(name) && !/version|timestamp|-id$/i.test(name) ? `"${value}"` : value,
      ]),
    ...(kit.label === undefined ? {} : {}),
  })),
  plant('the header twice, one of them wrong', 'header.duplicated', () => ({
    headers: (headers) => [
      ...headers
        .filter(([name]) => isSignature(name))
        .map(([name, value]): [string, string] => [
          name,
          value.replace(/[0-9a-zA-Z]{20}(?==*$)/, 'AAAAAAAAAAAAAAAAAAAA'),
        ]),
      ...headers,
    ],
  })),
];

/** Another URL, other parts or another time were signed. */
const contentPlants: readonly Plant[] = [
  urls('http for https', 'url.scheme', HOOK_URL.replace('https', 'http')),
  urls(
    'the port left in',
    'url.port',
    HOOK_URL.replace('example.com', 'example.com:8443'),
    HOOK_URL.replace('example.com', 'example.com:8443'),
  ),
  urls('the port lost', 'url.port', HOOK_URL, HOOK_URL.replace('example.com', 'example.com:8443')),
  urls('the slash at the end lost', 'url.trailing_slash', HOOK_URL.replace('webhook?', 'webhook/?')),
  urls('another host', 'url.host', HOOK_URL.replace('hooks.example.com', 'abc.ngrok.app'), HOOK_URL, {
    extraHeaders: [['X-Forwarded-Host', 'abc.ngrok.app']],
  }),
  urls('the bin’s slug stripped', 'url.slug', HOOK_URL.replace('/stripe/', '/'), HOOK_URL, {
    slug: 'stripe',
  }),
  urls('the query sorted', 'url.query_order', HOOK_URL.replace('b=2&a=1', 'a=1&b=2')),
  urls('the query dropped', 'url.query_dropped', HOOK_URL.replace(/\?.*/, '')),
  urls(
    'the path decoded',
    'url.encoding',
    'https://hooks.example.com/a b',
    'https://hooks.example.com/a%20b',
  ),
  urls(
    'a path prefix stripped',
    'url.path',
    'https://hooks.example.com/api/v1/hook',
    'https://hooks.example.com/hook',
    { extraHeaders: [['X-Forwarded-Prefix', '/api/v1']] },
  ),

  plant(
    'timestamp left out of what is signed',
    'content.part_left_out',
    (kit) => kit.unit !== undefined && { content: ({ body }) => body },
  ),
  plant(
    'another separator',
    'content.separator',
    (kit) =>
      kit.unit === 's' &&
      kit.hasId !== true &&
      kit.usesUrl !== true &&
      !kit.content(partsOf(kit)).toString().startsWith('v0:') && {
        content: ({ timestamp, body }) => Buffer.concat([Buffer.from(`${timestamp}|`), body]),
      },
  ),
  plant(
    'body before the timestamp',
    'content.order',
    (kit) =>
      kit.unit === 's' &&
      kit.hasId !== true &&
      kit.usesUrl !== true &&
      !kit.content(partsOf(kit)).toString().startsWith('v0:') && {
        content: ({ timestamp, body }) => Buffer.concat([body, Buffer.from(`.${timestamp}`)]),
      },
  ),
  clock('the sender’s clock is behind', 'clock.behind', 11 * 60_000),
  clock('the sender’s clock is ahead', 'clock.ahead', -11 * 60_000),
  clock('local time for UTC', 'clock.zone', 2 * 3_600_000),
  plant(
    'milliseconds signed, seconds sent',
    'timestamp.unit',
    (kit) =>
      kit.unit === 's' && { signed: { timestamp: String(NOW) }, sent: { timestamp: String(NOW / 1000) } },
  ),
  plant(
    'the timestamp of another delivery',
    'timestamp.other',
    (kit) =>
      kit.unit !== undefined &&
      kit.unit !== 'iso' && {
        signed: { timestamp: timestampOf(kit, NOW - 61_000) },
        sent: { timestamp: timestampOf(kit, NOW) },
      },
  ),
  plant(
    'the id replaced',
    'id.other',
    (kit) => kit.hasId === true && { signed: { id: 'evt_1P8Z' }, sent: { id: 'msg_new' } },
  ),
];

export const plants: readonly Plant[] = [...secretPlants, ...bodyPlants, ...contentPlants];
