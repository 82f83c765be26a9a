import { createPublicKey, X509Certificate } from 'node:crypto';
import { errors, flattenedVerify, type JWK } from 'jose';
import type { TokenCheck } from '../../../shared/model/token.ts';
import { jsonObject, type FoundToken } from './token-parts.ts';

/** The algorithms there are (RFC 7518 §3.1, RFC 8037); `none` is none of them. */
const SHARED_KEY = ['HS256', 'HS384', 'HS512'];
const KEY_PAIR = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

type Outcome = Omit<TokenCheck, 'name'>;
const failed = (message: string): Outcome => ({ state: 'failed', message });
const unknown = (message: string): Outcome => ({ state: 'unknown', message });

/**
 * Checks the signature of a JWS with a secret: a shared key as text or base64, a public key or certificate as PEM, a JWK or a
 * JWK set. A public key is never taken as a shared one, which is how a forger passes a check that lets the token choose.
 */
export async function checkSignature(
  token: FoundToken,
  secret: string | undefined,
  detached: Uint8Array | undefined,
): Promise<Outcome> {
  const alg = String(token.header['alg']);
  if (/^none$/i.test(alg)) {
    return failed('alg is none: nothing signs it, and anyone can have written it. Refuse such tokens.');
  }
  if (!SHARED_KEY.includes(alg) && !KEY_PAIR.includes(alg)) {
    return unknown(`The algorithm ${alg.slice(0, 40)} is not known.`);
  }
  if (secret === undefined) {
    const needed = SHARED_KEY.includes(alg) ? 'the shared secret' : 'the public key';
    return unknown(`Not checked: pick ${needed} it is signed with.`);
  }
  const isDetached = token.payload === '';
  if (isDetached && detached === undefined) {
    return unknown('Its payload is not in it (it is detached), and there is no body to check it with.');
  }
  const keys = keysFor(alg, secret, token.header['kid']);
  if ('state' in keys) return keys;
  for (const { key, name } of keys.candidates) {
    const outcome = await verifyWith(token, alg, key, isDetached ? detached : undefined);
    if (outcome === true) return { state: 'ok', message: `The signature is that of ${name} (${alg}).` };
    if (outcome !== false) return outcome;
  }
  return failed(
    'The signature is not that of this key over these bytes: another key, or the token was changed.',
  );
}

interface Candidate {
  key: Uint8Array | JWK;
  name: string;
}

function keysFor(alg: string, secret: string, kid: unknown): { candidates: Candidate[] } | Outcome {
  const jwks = jwksOf(secret);
  const isPem = secret.includes('-----BEGIN');
  if (SHARED_KEY.includes(alg)) {
    const isPublic = isPem || jwks?.some(({ kty }) => kty !== 'oct') === true;
    if (isPublic) {
      return failed(
        `Algorithm confusion: ${alg} takes a shared secret, and this is a public key, which everybody has. A receiver that takes alg from the token would believe a forger here.`,
      );
    }
    if (jwks !== undefined) {
      const shared = byId(jwks, kid).map(({ k }) => Buffer.from(k ?? '', 'base64url'));
      return { candidates: shared.map((key) => ({ key, name: 'the shared key' })) };
    }
    const decoded = /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(secret) ? [Buffer.from(secret, 'base64')] : [];
    return {
      candidates: [
        { key: Buffer.from(secret), name: 'the secret' },
        ...decoded.map((key) => ({ key, name: 'the secret, decoded from base64' })),
      ],
    };
  }
  if (jwks !== undefined) {
    const pairs = byId(jwks, kid).filter(({ kty }) => kty !== 'oct');
    if (pairs.length === 0) return unknown(`${alg} takes a public key, and this JWK is a shared one.`);
    return { candidates: pairs.map((jwk) => ({ key: { ...publicPart(jwk), alg }, name: 'the public key' })) };
  }
  if (!isPem) return unknown(`${alg} takes a public key as PEM or JWK, and this secret is neither.`);
  try {
    const key = secret.includes('BEGIN CERTIFICATE')
      ? new X509Certificate(secret).publicKey
      : createPublicKey(secret);
    return {
      candidates: [{ key: { ...(key.export({ format: 'jwk' }) as JWK), alg }, name: 'the public key' }],
    };
  } catch {
    return unknown('The secret can’t be read as a PEM key or certificate.');
  }
}

/** `true` or `false`, or why it can’t be told. */
async function verifyWith(
  token: FoundToken,
  alg: string,
  key: Uint8Array | JWK,
  detached: Uint8Array | undefined,
): Promise<boolean | Outcome> {
  const isPlain = token.header['b64'] === false;
  const payload =
    detached === undefined ? token.payload : isPlain ? detached : Buffer.from(detached).toString('base64url');
  const jws = { protected: token.protectedHeader, payload, signature: token.signature };
  try {
    await flattenedVerify(jws, key, { algorithms: [alg] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    if (error instanceof errors.JOSEError) return unknown(`It can’t be checked: ${error.message}.`);
    return unknown(`The key does not fit ${alg}: it is of another kind or too short.`);
  }
}

function jwksOf(secret: string): JWK[] | undefined {
  const json = jsonObject(secret);
  if (json === undefined) return undefined;
  const set = json['keys'];
  return (Array.isArray(set) ? set : [json]).filter(
    (each): each is JWK => typeof each === 'object' && each !== null && typeof (each as JWK).kty === 'string',
  );
}

const byId = (jwks: readonly JWK[], kid: unknown): JWK[] => {
  const named = jwks.filter((jwk) => kid !== undefined && jwk.kid === kid);
  return named.length > 0 ? named : [...jwks];
};

/** The members of a public key alone (RFC 7518 §6), so that a private key checks what it signed. */
const PUBLIC_MEMBERS = ['kty', 'kid', 'n', 'e', 'crv', 'x', 'y'];

const publicPart = (jwk: JWK): JWK =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => PUBLIC_MEMBERS.includes(name)));
