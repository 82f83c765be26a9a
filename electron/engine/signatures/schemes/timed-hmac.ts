import { wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { isUnusable, type MacScheme } from '../scheme.ts';
import { textKey } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround, readPrefixed } from './body-hmac.ts';

interface TimedHmac extends Pick<
  MacScheme,
  'id' | 'name' | 'source' | 'algorithm' | 'encoding' | 'tolerance'
> {
  header: string;
  /** What stands before the signature in the header: `v0=`. */
  prefix: string;
  timestampHeader: string;
  timestampUnit: 's' | 'ms';
  /** What is signed before the body, for a timestamp. */
  before(timestamp: string): string;
  key?: MacScheme['key'];
}

/** An HMAC of a timestamp and the raw body, each in a header of its own. */
export function timedHmac({
  header: name,
  prefix,
  timestampHeader,
  before,
  key = textKey,
  ...scheme
}: TimedHmac): MacScheme {
  return {
    kind: 'hmac',
    ...scheme,
    ...contentAround((_head, { timestamp = '' }) => ({ before: wireBytes(before(timestamp)) })),
    key,
    read(message) {
      const value = readHeader(message, name);
      if (typeof value !== 'string') return value;
      const timestamp = readHeader(message, timestampHeader, 'timestamp');
      if (typeof timestamp !== 'string') return timestamp;
      const claim = readPrefixed(value, prefix, name);
      return isUnusable(claim) ? claim : { ...claim, timestamp };
    },
    prepare: (message, input) => ({
      message,
      claim: { signatures: [], timestamp: writeTimestamp(input, scheme.timestampUnit) },
    }),
    write: ({ timestamp = '' }, signature) => ({
      headers: [header(timestampHeader, timestamp), header(name, prefix + signature)],
    }),
  };
}
