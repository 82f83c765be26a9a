import type { JsonLayout, WriteScalar } from './json-text.ts';

/** White space as common writers of JSON put it, the usual ones first. */
export const layouts: readonly { name: string; layout: JsonLayout }[] = [
  { name: 'without white space', layout: { comma: ',', colon: ':' } },
  { name: 'indented by 2 spaces', layout: { indent: '  ', comma: ',', colon: ': ' } },
  { name: 'with a space after each comma and colon', layout: { comma: ', ', colon: ': ' } },
  { name: 'indented by 4 spaces', layout: { indent: '    ', comma: ',', colon: ': ' } },
  { name: 'indented by tabs', layout: { indent: '\t', comma: ',', colon: ': ' } },
  {
    name: 'indented by 2 spaces, with CRLF line ends',
    layout: { indent: '  ', lineEnd: '\r\n', comma: ',', colon: ': ' },
  },
  { name: 'with a space after each colon', layout: { comma: ',', colon: ': ' } },
  { name: 'with a space after each comma', layout: { comma: ', ', colon: ':' } },
  { name: 'on lines without indentation', layout: { indent: '', comma: ',', colon: ':' } },
  { name: 'indented by 3 spaces', layout: { indent: '   ', comma: ',', colon: ': ' } },
];

/** How strings and numbers are written. */
export interface ScalarStyle {
  /** After “written”: `as Python’s json.dumps writes it`. */
  name: string;
  write: WriteScalar;
}

/** Strings through `encode`, anything else as it is. */
const strings =
  (encode: (value: string) => string): WriteScalar =>
  (raw) =>
    raw.startsWith('"') ? encode(JSON.parse(raw) as string) : raw;

const hex4 = (char: string) => char.charCodeAt(0).toString(16).padStart(4, '0');
const escapeWith = (pattern: RegExp, isUpper = false) => {
  return (text: string) =>
    text.replace(pattern, (char) => `\\u${isUpper ? hex4(char).toUpperCase() : hex4(char)}`);
};
const nonAscii = /[\u0080-\uffff]/g;

export const asIs: ScalarStyle = { name: '', write: (raw) => raw };

export const unescapedSlash: ScalarStyle = {
  name: 'with its slashes not escaped',
  write: (raw) => raw.replaceAll('\\/', '/'),
};
export const escapedSlash: ScalarStyle = {
  name: 'with its slashes escaped (\\/)',
  write: (raw) => (raw.startsWith('"') ? unescapedSlash.write(raw).replaceAll('/', '\\/') : raw),
};

/** Escapes of characters beyond ASCII taken back; others, such as `\u003c`, stay. */
export const unescapedUnicode: ScalarStyle = {
  name: 'with its characters beyond ASCII not escaped',
  write: (raw) =>
    raw.replace(/(?<!\\)((?:\\\\)*)((?:\\u[0-9A-Fa-f]{4})+)/g, (_, before: string, escapes: string) => {
      const decoded = escapes.replace(/\\u([0-9A-Fa-f]{4})/g, (escape, digits: string) => {
        const code = Number.parseInt(digits, 16);
        return code < 0x80 ? escape : String.fromCharCode(code);
      });
      return `${before}${/\p{Cs}/u.test(decoded) ? escapes : decoded}`;
    }),
};
export const escapedUnicode: ScalarStyle = {
  name: 'with its characters beyond ASCII escaped (\\u00e4)',
  write: escapeWith(nonAscii),
};
export const escapedUnicodeUpper: ScalarStyle = {
  name: 'with its characters beyond ASCII escaped (\\u00E4)',
  write: escapeWith(nonAscii, true),
};
export const escapedHtml: ScalarStyle = {
  name: 'with <, > and & escaped (\\u003c)',
  write: strings((value) => escapeWith(/[<>&\u2028\u2029]/g)(JSON.stringify(value))),
};

/** As JavaScript writes a number: `1.0` becomes `1`, `1e3` becomes `1000`. */
export const plainNumbers: ScalarStyle = {
  name: 'with its numbers as JavaScript writes them',
  write: (raw) => (/^-?\d/.test(raw) ? String(Number(raw)) : raw),
};

/** Writers of JSON by what they do with strings; numbers stay as they came. */
export const writers: readonly ScalarStyle[] = [
  { name: 'as JavaScript’s JSON.stringify writes it', write: strings((value) => JSON.stringify(value)) },
  {
    name: 'as Python’s json.dumps writes it',
    write: strings((value) => escapeWith(/[\u007f-\uffff]/g)(JSON.stringify(value))),
  },
  {
    name: 'as PHP’s json_encode writes it',
    write: strings((value) => escapeWith(nonAscii)(JSON.stringify(value)).replaceAll('/', '\\/')),
  },
  escapedHtml,
  {
    name: 'as .NET’s System.Text.Json writes it',
    write: strings((value) =>
      escapeWith(/[<>&'+`\u007f-\uffff]/g, true)(JSON.stringify(value)).replaceAll('\\"', '\\u0022'),
    ),
  },
  {
    name: 'as Java’s Gson writes it',
    write: strings((value) => escapeWith(/[<>&='\u2028\u2029]/g)(JSON.stringify(value))),
  },
  {
    name: 'as PHP’s json_encode with JSON_UNESCAPED_UNICODE writes it',
    write: strings((value) => JSON.stringify(value).replaceAll('/', '\\/')),
  },
];
