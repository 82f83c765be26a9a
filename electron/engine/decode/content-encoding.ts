/** Old names that recipients should take for the new ones (RFC 9110 §8.4.1.3), and some seen in the wild. */
const aliases: Record<string, string> = {
  'x-gzip': 'gzip',
  'x-deflate': 'deflate',
  brotli: 'br',
  'x-br': 'br',
  'x-zstd': 'zstd',
};

/**
 * The codings of a `Content-Encoding` value, in the order they were applied (RFC 9110 §8.4), in lower case, old names
 * replaced; `identity` is none.
 */
export function parseContentEncoding(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity')
    .map((coding) => (Object.hasOwn(aliases, coding) ? (aliases[coding] ?? coding) : coding));
}
