/** Bytes as text in a charset; throws when they are not valid in it. A byte order mark is left in. */
export const decodeBytes = (bytes: Uint8Array, charset: string): string =>
  new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
