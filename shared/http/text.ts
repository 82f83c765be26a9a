/**
 * Decodes bytes in a charset of the WHATWG Encoding standard; throws when it does not know the charset or the bytes are
 * not valid in it. `new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes)` does.
 */
export type DecodeBytes = (bytes: Uint8Array, charset: string) => string;

export interface DecodedText {
  text: string;
  /** The charset used, lower case. */
  charset: string;
  /** True when the bytes are not valid in the charset they claim, and are shown a character a byte. */
  isFallback: boolean;
}

/**
 * Bytes as text: by their byte order mark, which is left out, else by the charset of the content type, else as UTF-8; as
 * Latin-1 when that fails.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined, decode: DecodeBytes): DecodedText {
  const mark = byteOrderMark(bytes);
  const chosen = mark?.charset ?? charset?.trim().toLowerCase() ?? 'utf-8';
  try {
    return { text: decode(bytes.subarray(mark?.length ?? 0), chosen), charset: chosen, isFallback: false };
  } catch {
    return { text: decodeLatin1(bytes), charset: 'iso-8859-1', isFallback: true };
  }
}

/** A character a byte, U+0000 to U+00FF: what headers are (RFC 9110 §5.5), and never fails. */
export function decodeLatin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  // Bounded, since each byte becomes an argument.
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
}

/**
 * Whether bytes can be read as text: a byte order mark, or UTF-8 without control characters that no text holds. `bytes`
 * may be the first part of a longer body: a character cut off at its end does not count against it.
 */
export function isText(bytes: Uint8Array): boolean {
  if (byteOrderMark(bytes) !== undefined) return true;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      // Tab, line feed, form feed, carriage return and escape do occur in text.
      if (lead < 0x20 && lead !== 0x09 && lead !== 0x0a && lead !== 0x0c && lead !== 0x0d && lead !== 0x1b) {
        return false;
      }
      at += 1;
      continue;
    }
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4) return false;
    for (let offset = 1; offset < length && at + offset < bytes.length; offset += 1) {
      if (((bytes[at + offset] ?? 0) & 0xc0) !== 0x80) return false;
    }
    at += length;
  }
  return true;
}

function byteOrderMark(bytes: Uint8Array): { charset: string; length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8', length: 3 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be', length: 2 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', length: 2 };
  return undefined;
}
