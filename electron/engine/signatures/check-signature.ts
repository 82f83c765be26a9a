import type { DigestAlgorithm } from './scheme.ts';
import {
  isUnusable,
  unusable,
  type Claim,
  type KeyPairScheme,
  type MacScheme,
  type Scheme,
  type SignedMessage,
  type TokenScheme,
  type Unusable,
} from './scheme.ts';
import { checkWithKey, computeMac, isSameText } from './compute.ts';
import { formProblem } from './header-signature.ts';

/** Longer ones are shown cut: what came may be anything. */
const SHOWN_CHARACTERS = 1000;

const digestBytes: Record<DigestAlgorithm, number> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

export interface CheckInput {
  message: SignedMessage;
  secret: string;
  /** When it was signed, as far as known: a certificate has to be valid then. */
  at: number;
  /** Computed before, from a body that is not in memory. */
  computed?: string | undefined;
}

/** The two signatures that were compared; without a `problem` they are the same. */
export interface Checked {
  received: string;
  computed?: string;
  problem?: Unusable;
}

/** Whether one of a claim's signatures is that of the message and `Unusable` when there was nothing to compare. */
export function checkSignature(scheme: Scheme, claim: Claim, input: CheckInput): Checked | Unusable {
  switch (scheme.kind) {
    case 'token':
      return checkToken(scheme, claim, input);
    case 'hmac':
    case 'digest':
      return checkMac(scheme, claim, input);
    case 'rsa':
    case 'ecdsa':
    case 'ed25519':
      return checkKeyPair(scheme, claim, input);
  }
}

function checkMac(scheme: MacScheme, unbound: Claim, input: CheckInput): Checked | Unusable {
  const { message, secret } = input;
  const key = scheme.key(secret);
  if (isUnusable(key)) return key;
  const claim = scheme.bind?.(unbound, secret) ?? unbound;
  if (isUnusable(claim)) return claim;
  const computed = input.computed ?? computeMac(scheme, key, scheme.content(message, claim));
  const received = shown(claim);
  if (isAmong(computed, claim)) return { computed, received };
  const alternatives = input.computed === undefined ? (scheme.alternatives?.(message, claim) ?? []) : [];
  for (const content of alternatives) {
    const other = computeMac(scheme, key, content);
    if (isAmong(other, claim)) return { computed: other, received };
  }
  return { computed, received, problem: mismatch(scheme, claim) };
}

function mismatch({ encoding, algorithm }: MacScheme, { signatures }: Claim): Unusable {
  const [signature = ''] = signatures;
  const problem = formProblem(signature, encoding, digestBytes[algorithm]);
  return problem === undefined
    ? unusable('signature_mismatch', 'The signature is not that of these bytes with this secret.')
    : unusable('signature_malformed', problem);
}

function checkKeyPair(scheme: KeyPairScheme, unbound: Claim, input: CheckInput): Checked | Unusable {
  const { message, secret, at } = input;
  const key = scheme.publicKey(secret, at);
  if (isUnusable(key)) return key;
  const claim = scheme.bind?.(unbound, secret) ?? unbound;
  if (isUnusable(claim)) return claim;
  const received = shown(claim);
  const contents = [scheme.content(message, claim), ...(scheme.alternatives?.(message, claim) ?? [])];
  const isRight = contents.some((content) =>
    claim.signatures.some((signature) => checkWithKey(scheme, key, content, signature)),
  );
  if (isRight) return { received };
  return {
    received,
    problem: unusable(
      'signature_mismatch',
      'The signature is not that of these bytes by the owner of this key.',
    ),
  };
}

function checkToken(scheme: TokenScheme, claim: Claim, { secret }: CheckInput): Checked | Unusable {
  const problem = scheme.problem(secret);
  if (problem !== undefined) return problem;
  const received = shown(claim);
  if (isAmong(secret, claim)) return { received };
  return { received, problem: unusable('signature_mismatch', 'The token is not the one that is expected.') };
}

/** Each signature is compared, whichever fits. */
const isAmong = (computed: string, { signatures }: Claim): boolean =>
  signatures.map((signature) => isSameText(computed, signature)).includes(true);

const shown = ({ signatures: [signature = ''] }: Claim): string => signature.slice(0, SHOWN_CHARACTERS);
