import { createHash, createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import type { Header } from '../../../../../shared/model/header.ts';
import type { SignedMessage } from '../../scheme.ts';
import type { NamedSecret } from '../scene.ts';
import { digestOf, HOOK_URL, NOW, partsOf, timestampOf, type Kit, type Parts } from './kits.ts';

/** A message with one mistake in it, and how it is checked. */
export interface Planted {
  message: SignedMessage;
  secrets: NamedSecret[];
  others?: NamedSecret[];
  at?: number;
  slug?: string;
}

/** A kind of mistake: the cause that names it, and how it is made; `undefined` where a scheme can't have it. */
export interface Plant {
  name: string;
  cause: DiagnosisCause;
  plant(kit: Kit): Planted | undefined;
}

interface Mistake {
  key?: Buffer;
  algorithm?: string;
  signed?: Partial<Parts>;
  sent?: Partial<Parts>;
  content?: (parts: Parts) => Buffer;
  write?: (digest: Buffer, kit: Kit) => string;
  headers?: (headers: [string, string][]) => [string, string][];
  secret?: NamedSecret;
  others?: NamedSecret[];
  at?: number;
  slug?: string;
  extraHeaders?: [string, string][];
}

/** Signs as the sender does, sends as it arrives; everything not named is right. */
function make(kit: Kit, mistake: Mistake): Planted {
  const signed = partsOf(kit, mistake.signed);
  const sent = { ...signed, ...mistake.sent };
  const key = mistake.key ?? kit.key(kit.secret);
  const digest = digestOf(kit, key, (mistake.content ?? kit.content)(signed), mistake.algorithm);
  const signature = mistake.write?.(digest, kit) ?? digest.toString(kit.encoding);
  const own = kit.headers(signature, sent);
  const headers = [
    ['Content-Type', kit.contentType] as [string, string],
    ...(mistake.extraHeaders ?? []),
    ...(mistake.headers?.(own) ?? own),
  ].map(([name, value]): Header => ({ name, value }));
  return {
    message: { method: sent.method, url: sent.url, headers, body: sent.body },
    secrets: [mistake.secret ?? { name: 'mine', value: kit.secret }],
    others: mistake.others ?? [{ name: 'unrelated', value: kit.otherSecret }],
    ...(mistake.at === undefined ? {} : { at: mistake.at }),
    ...(mistake.slug === undefined ? {} : { slug: mistake.slug }),
  };
}

const isTextKey = (kit: Kit) => kit.key('AbcdEfgh').toString() === 'AbcdEfgh';
const isJson = (kit: Kit) => kit.coversBody && kit.contentType.includes('json');

const plant = (
  name: string,
  cause: DiagnosisCause,
  mistake: (kit: Kit) => Mistake | undefined | false,
): Plant => ({
  name,
  cause,
  plant(kit) {
    const made = mistake(kit);
    return made === undefined || made === false ? undefined : make(kit, made);
  },
});

/** What came is this body; what was signed is the kit's, or the other way round. */
const bodies = (
  name: string,
  cause: DiagnosisCause,
  signed: (body: string) => string | Buffer,
  sent: (body: string) => string | Buffer,
): Plant =>
  plant(
    name,
    cause,
    (kit) =>
      isJson(kit) && {
        signed: { body: Buffer.from(signed(kit.body)) },
        sent: { body: Buffer.from(sent(kit.body)) },
      },
  );

const same = (body: string) => body;
const pretty = (indent: string | number) => (body: string) => JSON.stringify(JSON.parse(body), null, indent);
const sortKeys = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sortKeys)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, each]) => [key, sortKeys(each)]),
        )
      : value;
const python = (body: string) =>
  body
    .replace(/":/g, '": ')
    .replace(/,"/g, ', "')
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
const asciiJson = (body: string) =>
  body.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
const escapedSlash = (body: string) => body.replaceAll('/', '\\/');
const entities = (body: string) =>
  body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

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

export const plants: readonly Plant[] = [
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

  bodies('indented by 2 spaces on the way', 'body.reserialized', same, pretty(2)),
  bodies('indented by 4 spaces on the way', 'body.reserialized', same, pretty(4)),
  bodies('packed on the way', 'body.reserialized', pretty(2), same),
  bodies('written by Python on the way', 'body.reserialized', same, python),
  bodies('signed as Python writes it', 'body.reserialized', python, same),
  bodies('keys sorted on the way', 'body.key_order', same, (body) =>
    JSON.stringify(sortKeys(JSON.parse(body))),
  ),
  bodies(
    'signed with sorted keys',
    'body.key_order',
    (body) => JSON.stringify(sortKeys(JSON.parse(body))),
    same,
  ),
  bodies('slashes escaped on the way', 'body.escaped_slash', same, escapedSlash),
  bodies('slashes unescaped on the way', 'body.escaped_slash', escapedSlash, same),
  bodies('characters unescaped on the way', 'body.escaped_unicode', asciiJson, same),
  bodies('characters escaped on the way', 'body.escaped_unicode', same, asciiJson),
  bodies('CRLF for LF', 'body.line_ends', pretty(2), (body) => pretty(2)(body).replaceAll('\n', '\r\n')),
  bodies('LF for CRLF', 'body.line_ends', (body) => pretty(2)(body).replaceAll('\n', '\r\n'), pretty(2)),
  bodies('a line feed added', 'body.trailing_newline', same, (body) => `${body}\n`),
  bodies('a line feed lost', 'body.trailing_newline', (body) => `${body}\n`, same),
  bodies('a byte order mark added', 'body.bom', same, (body) => `\uFEFF${body}`),
  bodies('a byte order mark lost', 'body.bom', (body) => `\uFEFF${body}`, same),
  bodies('UTF-8 made ISO 8859-1', 'body.charset', same, (body) => Buffer.from(body, 'latin1')),
  bodies('ISO 8859-1 made UTF-8', 'body.charset', (body) => Buffer.from(body, 'latin1'), same),
  bodies('compressed on the way', 'body.compressed', same, (body) => gzipSync(body)),
  bodies('decompressed on the way', 'body.decompressed', (body) => gzipSync(body), same),
  bodies(
    'HTML entities put in',
    'body.html_entities',
    (body) => body.replaceAll('&amp;', '+'),
    (body) => entities(body.replaceAll('&amp;', '+')),
  ),
  bodies('HTML entities signed', 'body.html_entities', entities, same),
  bodies('nothing left of the body', 'body.empty', () => '', same),
  bodies('an object as text', 'body.object_as_text', () => '[object Object]', same),
  bodies('JSON inside of a JSON string', 'body.double_encoded', same, (body) => JSON.stringify(body)),
  bodies('decimals lost', 'body.numbers', (body) => body.replace('1999', '1999.0'), same),
  plant(
    'form with %20 for +',
    'body.form_encoding',
    (kit) => isJson(kit) && form('a=one+two&b=3', 'a=one%20two&b=3'),
  ),
  plant(
    'form in another order',
    'body.form_order',
    (kit) => isJson(kit) && form('a=one+two&c=1&b=3', 'a=one+two&b=3&c=1'),
  ),
  plant(
    'a repeated parameter lost',
    'body.duplicated_parameter',
    (kit) =>
      kit.provider === 'twilio' && {
        signed: { body: Buffer.from(kit.body) },
        sent: { body: Buffer.from(`${kit.body}&From=%2B1000`) },
      },
  ),
  plant(
    'an added field',
    'body.form_field',
    (kit) =>
      kit.provider === 'twilio' && {
        signed: { body: Buffer.from(kit.body) },
        sent: { body: Buffer.from(`${kit.body}&utm=1`) },
      },
  ),

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

const isSignature = (name: string) => /sign|hmac/i.test(name) && !/version|timestamp/i.test(name);

const form = (signed: string, sent: string): Mistake => ({
  signed: { body: Buffer.from(signed) },
  sent: { body: Buffer.from(sent) },
  extraHeaders: [['Content-Type', 'application/x-www-form-urlencoded']],
});
