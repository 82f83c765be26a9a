import { wireBytes } from '../bytes.ts';
import { header, readHeader, readPairs } from '../header-signature.ts';
import { unusable, type MacScheme } from '../scheme.ts';
import { textKey } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

interface PairHeader extends Pick<MacScheme, 'id' | 'name' | 'source' | 'tolerance'> {
  header: string;
  separator: ',' | ';';
  timestampName: string;
  signatureName: string;
  /** What stands between timestamp and body in what is signed. */
  between: '.' | ':';
  key?: MacScheme['key'];
}

/** Timestamp (seconds) and HMAC-SHA256 in one header, as pairs: `t=1,v1=a`; several signatures while a secret is rotated. */
export function pairHeader({
  header: name,
  separator,
  timestampName,
  signatureName,
  between,
  key = textKey,
  ...scheme
}: PairHeader): MacScheme {
  return {
    kind: 'hmac',
    algorithm: 'sha256',
    encoding: 'hex',
    timestampUnit: 's',
    ...scheme,
    ...contentAround((_head, { timestamp = '' }) => ({ before: wireBytes(timestamp + between) })),
    key,
    read(message) {
      const value = readHeader(message, name);
      if (typeof value !== 'string') return value;
      const pairs = readPairs(value, separator);
      const named = (own: string) => pairs.filter(([other]) => other === own).map(([, text]) => text);
      const [timestamp, ...others] = named(timestampName);
      const signatures = named(signatureName);
      if (timestamp === undefined) {
        return unusable('timestamp_missing', `The ${name} header has no ${timestampName}=.`);
      }
      if (others.length > 0) {
        return unusable('timestamp_malformed', `The ${name} header has more than one ${timestampName}=.`);
      }
      if (signatures.length === 0) {
        return unusable('signature_missing', `The ${name} header has no ${signatureName}=.`);
      }
      return { signatures, timestamp };
    },
    prepare: (message, input) => ({
      message,
      claim: { signatures: [], timestamp: writeTimestamp(input, 's') },
    }),
    write: ({ timestamp = '' }, signature) => ({
      headers: [header(name, `${timestampName}=${timestamp}${separator}${signatureName}=${signature}`)],
    }),
  };
}
