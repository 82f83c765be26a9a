/**
 * SQLite ends text at a NUL and holds no lone surrogates, yet what a stranger sends may contain either. Such strings are
 * kept as blobs of their UTF-16 code units, all others as text, which SQL can compare; the column has no type of its own.
 */
const needsBlob = /[\0\ud800-\udfff]/;

export function packText(text: string): string | Uint8Array {
  return needsBlob.test(text) ? Buffer.from(text, 'utf16le') : text;
}

export function unpackText(value: string | Uint8Array): string {
  return typeof value === 'string'
    ? value
    : Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf16le');
}
