import { isUnusable, type MacScheme } from '../scheme.ts';

/** What a scheme makes of the text of a secret. */
export type Reading = 'text' | 'base64' | 'hex';

/** What the text of a secret is to a scheme, told from the key it makes of it. */
export function readingOf(scheme: MacScheme, text: string): Reading {
  const key = scheme.key(text);
  if (isUnusable(key)) {
    // Not of the scheme's shape: an example that is tells what the shape is.
    const sample = scheme.key('QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=');
    const isBase64 = !isUnusable(sample) && Buffer.from(sample).toString('latin1').startsWith('ABCDEFGH');
    return isBase64 ? 'base64' : isUnusable(sample) ? 'hex' : 'text';
  }
  const bytes = Buffer.from(key);
  if (bytes.equals(Buffer.from(text, 'utf8'))) return 'text';
  return hexReading(text.replace(/^[A-Za-z]+_/, '')) !== undefined &&
    bytes.toString('hex') === text.replace(/^[A-Za-z]+_/, '').toLowerCase()
    ? 'hex'
    : 'base64';
}

/** What base64 decoders make of a text: the strict one, and those that skip what is not of the alphabet. */
export function base64Readings(text: string): Uint8Array[] {
  if (text.length < 4) return [];
  const readings = [Buffer.from(text, 'base64')];
  const strict = text.replace(/[^A-Za-z0-9+/]/g, '');
  if (strict !== text.replace(/=+$/, '')) readings.push(Buffer.from(strict, 'base64'));
  return readings.filter((bytes) => bytes.length > 0);
}

export const hexReading = (text: string): Uint8Array | undefined =>
  /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : undefined;
