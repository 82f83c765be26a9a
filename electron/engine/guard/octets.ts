/** Captured text is Latin-1, a character a byte: what was sent is compared as those bytes, never as what they may mean. */

export const octetsOf = (captured: string): Buffer => Buffer.from(captured, 'latin1');

/**
 * The bytes that a part of a URL stands for: percent escapes undone once (RFC 3986 §2.1); an escape that is none stays as it
 * is. In a query `+` is a space (WHATWG URL §5.1).
 */
export function decodedOctets(captured: string, isQuery: boolean): Buffer {
  const spaced = isQuery ? captured.replaceAll('+', ' ') : captured;
  return octetsOf(
    spaced.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
}
