import { gzipSync } from 'node:zlib';
import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { isJson, plant, type Mistake, type Plant } from './plant.ts';

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

/** The body changed on the way, or another one was signed. */
export const bodyPlants: readonly Plant[] = [
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
];

const form = (signed: string, sent: string): Mistake => ({
  signed: { body: Buffer.from(signed) },
  sent: { body: Buffer.from(sent) },
  extraHeaders: [['Content-Type', 'application/x-www-form-urlencoded']],
});
