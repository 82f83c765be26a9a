/** Text that a person entered, as its UTF-8. */
export const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/**
 * Text that came off the wire (a header value, a URL), as the bytes it was there: one character a byte (RFC 9110 §5.5). Text
 * with other characters never was on a wire, so its UTF-8 is what will be.
 */
export const wireBytes = (text: string): Uint8Array =>
  Buffer.from(text, /^[\u0000-\u00ff]*$/.test(text) ? 'latin1' : 'utf8');

export const joined = (...chunks: Uint8Array[]): Uint8Array => Buffer.concat(chunks);

export const NO_BYTES: Uint8Array = new Uint8Array();
