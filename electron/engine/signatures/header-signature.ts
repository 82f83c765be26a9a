import { findHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import { unusable, type MessageHead, type SignatureEncoding, type Unusable } from './scheme.ts';

/** The one value of a header that a scheme needs: two of them would let a sender choose which one is looked at. */
export function readHeader(
  { headers }: MessageHead,
  name: string,
  what: 'signature' | 'timestamp' | 'id' = 'signature',
): string | Unusable {
  const values = findHeaders(headers, name);
  const [value] = values;
  const missing = what === 'timestamp' ? 'timestamp_missing' : 'signature_missing';
  if (value === undefined) return unusable(missing, `The request has no ${name} header.`);
  if (values.length > 1 && new Set(values).size > 1) {
    const malformed = what === 'timestamp' ? 'timestamp_malformed' : 'signature_malformed';
    return unusable(malformed, `The request has ${values.length} ${name} headers that differ.`);
  }
  if (value === '') return unusable(missing, `The ${name} header is empty.`);
  return value;
}

/** `t=1,v1=a,v1=b` as pairs, in order; parts without `=` are left out. */
export function readPairs(value: string, separator: ',' | ';'): [name: string, value: string][] {
  return value.split(separator).flatMap((part): [string, string][] => {
    const equals = part.indexOf('=');
    return equals === -1 ? [] : [[part.slice(0, equals).trim(), part.slice(equals + 1).trim()]];
  });
}

/** Characters that a digest of that many bytes has in an encoding. */
const digestLength: Record<SignatureEncoding, (bytes: number) => number> = {
  hex: (bytes) => bytes * 2,
  base64: (bytes) => Math.ceil(bytes / 3) * 4,
  base64url: (bytes) => Math.ceil((bytes * 4) / 3),
};

const alphabet: Record<SignatureEncoding, RegExp> = {
  hex: /^[0-9a-fA-F]*$/,
  base64: /^[A-Za-z0-9+/]*={0,2}$/,
  base64url: /^[A-Za-z0-9_-]*$/,
};

/** What is wrong with the form of a signature, as a sentence, or `undefined`: cut short, or in another encoding. */
export function formProblem(
  signature: string,
  encoding: SignatureEncoding,
  digestBytes: number,
): string | undefined {
  const length = digestLength[encoding](digestBytes);
  if (!alphabet[encoding].test(signature)) return `The signature is not ${encoding}.`;
  if (signature.length === length) return undefined;
  const much = signature.length < length ? 'short' : 'long';
  return `The signature is too ${much}: ${signature.length} characters where ${encoding} of ${digestBytes} bytes has ${length}.`;
}

export const header = (name: string, value: string): Header => ({ name, value });
