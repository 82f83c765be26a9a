/** Bytes 0x80 to 0x9f of Windows-1252 (WHATWG Encoding, index-windows-1252); all others are as in ISO 8859-1. */
const upper =
  '\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F' +
  '\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178';

export const windows1252Text = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => upper.charAt(char.charCodeAt(0) - 0x80));

/** `undefined` where a character is not in Windows-1252, and where the text has none but ISO 8859-1. */
export function windows1252Bytes(text: string): Uint8Array | undefined {
  const pattern = /[^\0-\x7f\u00a0-\u00ff]/gu;
  if (!pattern.test(text)) return undefined;
  const narrow = text.replace(pattern, (char) => {
    const index = upper.indexOf(char);
    return index === -1 ? char : String.fromCharCode(0x80 + index);
  });
  return latin1Only(narrow);
}

/** The bytes of a text of ISO 8859-1, or `undefined`. */
export const latin1Only = (text: string): Uint8Array | undefined =>
  /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined;
