import type { JWK } from 'jose';
import { isJson, privateKeyOf, publicKeyOf } from './asymmetric-key.ts';
import type { Keys } from './cipher.ts';
import { symmetricBytes } from './key-bytes.ts';
import { refusal } from './refusal.ts';

/** The key lengths, in bytes, of the algorithms that take a shared key (RFC 7518 §4.4, §4.5, §4.7, §5). */
const keyBytes: Readonly<Record<string, number>> = {
  A128KW: 16,
  A192KW: 24,
  A256KW: 32,
  A128GCMKW: 16,
  A192GCMKW: 24,
  A256GCMKW: 32,
  'A128CBC-HS256': 32,
  'A192CBC-HS384': 48,
  'A256CBC-HS512': 64,
  A128GCM: 16,
  A192GCM: 24,
  A256GCM: 32,
};

/** What a JWE says about how it is encrypted. */
export interface JweAlgorithm {
  alg: string;
  enc: string;
  kid?: string | undefined;
}

/** The key for a JWE, from whatever a secret holds: JWK, JWK set, PEM, or a shared key or password as text. */
export function jweKey(keys: Keys, algorithm: JweAlgorithm, use: 'encrypt' | 'decrypt'): Uint8Array | JWK {
  const { alg, enc } = algorithm;
  const jwk = isJson(keys.secret) ? pickJwk(keys.secret, algorithm.kid) : undefined;
  if (alg.startsWith('PBES2')) {
    if (jwk !== undefined) return sharedKey(jwk, alg);
    if (isPem(keys.secret))
      throw refusal('secretName', `${alg} takes a password, and the secret is a PEM key.`);
    return Buffer.from(keys.secret);
  }
  if (/^(?:RSA|ECDH)/.test(alg)) {
    if (jwk !== undefined) return { ...jwk, alg };
    if (!isPem(keys.secret)) {
      throw refusal(
        'secretName',
        `${alg} takes a ${use === 'decrypt' ? 'private' : 'public'} key as PEM or JWK.`,
      );
    }
    const key = use === 'decrypt' ? privateKeyOf(keys) : publicKeyOf(keys);
    return { ...(key.export({ format: 'jwk' }) as JWK), alg };
  }
  const wanted = keyBytes[alg === 'dir' ? enc : alg];
  const bytes = jwk === undefined ? symmetricBytes(keys.secret, [wanted ?? 0]) : sharedKey(jwk, alg);
  if (isPem(keys.secret))
    throw refusal('secretName', `${alg} takes a shared key, and the secret is a PEM key.`);
  if (bytes.length !== wanted) {
    const name = alg === 'dir' ? enc : alg;
    throw refusal(
      'secretName',
      `${name} takes a key of ${wanted ?? '?'} bytes, and this secret gives ${bytes.length}.`,
    );
  }
  return bytes;
}

const isPem = (secret: string): boolean => secret.includes('-----BEGIN');

function sharedKey(jwk: JWK, alg: string): Uint8Array {
  if (jwk.kty !== 'oct' || typeof jwk.k !== 'string') {
    throw refusal('secretName', `${alg} takes a shared key, and the JWK is of type ${String(jwk.kty)}.`);
  }
  return Buffer.from(jwk.k, 'base64url');
}

/** Of a JWK set the key with the id that the message names, or the only one. */
export function pickJwk(secret: string, kid: string | undefined): JWK {
  let json: unknown;
  try {
    json = JSON.parse(secret);
  } catch {
    throw refusal('secretName', 'The secret begins as JSON and is none: paste the JWK as a whole.');
  }
  const set = (json as { keys?: unknown }).keys;
  const jwks = (Array.isArray(set) ? set : [json]) as JWK[];
  const jwk = jwks.find((each) => kid !== undefined && each.kid === kid) ?? jwks[0];
  if (typeof jwk?.kty !== 'string')
    throw refusal('secretName', 'The secret is JSON, but no JWK: it has no kty.');
  return jwk;
}
