import type { TokenReport } from '../../../shared/model/token.ts';

/** A token as it was found, taken apart and not yet checked. */
export interface FoundToken {
  place: string;
  kind: TokenReport['kind'];
  token: string;
  header: Readonly<Record<string, unknown>>;
  /** Of a JWS, in base64url or, with `b64: false`, as it is; empty when it stands elsewhere. */
  payload: string;
  signature: string;
  /** The protected part of the header as it is signed. */
  protectedHeader: string;
}

const BASE64URL = '[A-Za-z0-9_-]';
const JWS = new RegExp(`^(${BASE64URL}+)\\.([^.]*)\\.(${BASE64URL}*)$`);
const JWE = new RegExp(`^(${BASE64URL}+)(?:\\.${BASE64URL}*){4}$`);

/** Reads a compact JWS or JWE (RFC 7515 §7.1, RFC 7516 §7.1); `undefined` when it is none. */
export function readToken(text: string, place: string): FoundToken | undefined {
  const jwe = JWE.exec(text);
  if (jwe !== null) {
    const header = decodedObject(jwe[1]);
    if (header === undefined || typeof header['enc'] !== 'string') return undefined;
    return {
      place,
      kind: 'jwe',
      token: text,
      header,
      payload: '',
      signature: '',
      protectedHeader: jwe[1] ?? '',
    };
  }
  const [, protectedHeader = '', payload = '', signature = ''] = JWS.exec(text) ?? [];
  const header = decodedObject(protectedHeader);
  if (header === undefined || typeof header['alg'] !== 'string') return undefined;
  return { place, kind: 'jws', token: text, header, payload, signature, protectedHeader };
}

/** A JSON object in base64url, or `undefined`. */
export function decodedObject(encoded: string | undefined): Record<string, unknown> | undefined {
  if (encoded === undefined || encoded === '' || encoded.length > 1_000_000) return undefined;
  return jsonObject(Buffer.from(encoded, 'base64url').toString('utf8'));
}

export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
