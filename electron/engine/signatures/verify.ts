import type { SecretName } from '../../../shared/model/secret.ts';
import type { Verification, VerificationReason } from '../../../shared/model/verification.ts';
import {
  isUnusable,
  unusable,
  type Claim,
  type Scheme,
  type SignedMessage,
  type Unusable,
} from './scheme.ts';
import { checkSignature } from './check-signature.ts';
import { readTimestamp, truncateTo } from './timestamp.ts';

/** A secret to try, and the name it is kept under, if it is. */
export interface KnownSecret {
  value: string;
  name?: SecretName;
}

export interface VerifyInput {
  message: SignedMessage;
  providerId?: string | undefined;
  /** The provider's schemes, the preferred one first. */
  schemes: readonly Scheme[];
  /** Tried in this order: several while one is rotated. */
  secrets: readonly KnownSecret[];
  /** Epoch ms at which the message came: what its timestamp is measured against. */
  at: number;
  /** The signature over a body too large to have in memory, computed before; by secret. */
  computed?: ReadonlyMap<string, string>;
}

/** Reasons that say that nothing was checked, rather than that a check failed. */
const unchecked: ReadonlySet<VerificationReason> = new Set<VerificationReason>([
  'no_secret',
  'no_scheme',
  'secret_malformed',
  'needs_postback',
  'body_truncated',
  'body_too_large',
]);

/** What could be found out; `Verification` without what is the same for each secret. */
type Finding = Omit<Verification, 'status' | 'checkedAt' | 'providerId'>;

/**
 * Checks the signature of a message: its claim is read, the key made of the secret, the signature computed over the raw bytes
 * and compared in constant time, and its age measured. Never throws on what a message or a secret holds.
 */
export function verify(input: VerifyInput): Verification {
  const finding = examine(input);
  const { reason } = finding;
  return {
    status: reason === undefined ? 'verified' : unchecked.has(reason) ? 'unverified' : 'rejected',
    ...(input.providerId === undefined ? {} : { providerId: input.providerId }),
    ...finding,
    checkedAt: input.at,
  };
}

/** A verification that checked nothing, and why. */
export const unverified = (problem: Unusable, at: number, providerId?: string): Verification => ({
  status: 'unverified',
  ...(providerId === undefined ? {} : { providerId }),
  ...problem,
  checkedAt: at,
});

function examine(input: VerifyInput): Finding {
  const { schemes, secrets } = input;
  if (schemes.length === 0) return unusable('no_scheme', 'Nothing is known of how this sender signs.');
  if (secrets.length === 0) return unusable('no_secret', 'There is no secret to check the signature with.');
  const claimed = claimsOf(input);
  if (!Array.isArray(claimed)) return claimed;

  // The preferred scheme decides. The next one is asked only where no secret is one for this scheme: a broken signature must
  // not be made up for by another one.
  let first: Finding | undefined;
  for (const { scheme, claim } of claimed) {
    const findings: Finding[] = [];
    for (const secret of secrets) {
      const finding = withSecret(input, scheme, claim, secret);
      if (finding.reason === undefined) return finding;
      findings.push(finding);
    }
    const failed = findings.find(({ reason }) => reason !== 'secret_malformed');
    if (failed !== undefined) return failed;
    first ??= findings[0];
  }
  return first ?? unusable('no_scheme', 'Nothing is known of how this sender signs.');
}

/** The schemes whose signature the message has; what is wrong with it where it has none. */
function claimsOf({ schemes, message }: VerifyInput): { scheme: Scheme; claim: Claim }[] | Finding {
  const claimed: { scheme: Scheme; claim: Claim }[] = [];
  const problems: Finding[] = [];
  for (const scheme of schemes) {
    const claim = scheme.read(message);
    if (isUnusable(claim)) problems.push({ schemeId: scheme.id, ...claim });
    else claimed.push({ scheme, claim });
  }
  if (claimed.length > 0) return claimed;
  const telling = problems.find(({ reason }) => reason !== 'signature_missing') ?? problems[0];
  return telling ?? unusable('signature_missing', 'The request has no signature.');
}

function withSecret(input: VerifyInput, scheme: Scheme, claim: Claim, { name, value }: KnownSecret): Finding {
  const known: Finding = { schemeId: scheme.id, ...(name === undefined ? {} : { secretName: name }) };
  const signedAt =
    claim.timestamp === undefined || scheme.timestampUnit === undefined
      ? undefined
      : readTimestamp(claim.timestamp, scheme.timestampUnit);
  if (signedAt === undefined && claim.timestamp !== undefined && scheme.timestampUnit !== undefined) {
    const shown = claim.timestamp.slice(0, 40);
    return { ...known, ...unusable('timestamp_malformed', `The timestamp ${shown} can not be read.`) };
  }
  const checked = checkSignature(scheme, claim, {
    message: input.message,
    secret: value,
    at: signedAt ?? input.at,
    computed: input.computed?.get(value),
  });
  if (isUnusable(checked)) return { ...known, ...checked };
  const { problem, ...compared } = checked;
  const timed: Finding = {
    ...known,
    ...(signedAt === undefined ? {} : { signedAt }),
    ...(signedAt === undefined || scheme.tolerance === undefined
      ? {}
      : { toleranceMs: scheme.tolerance.pastMs }),
    ...compared,
  };
  if (problem !== undefined || signedAt === undefined) return { ...timed, ...problem };
  return { ...timed, ...ageProblem(scheme, signedAt, input.at) };
}

function ageProblem(
  { tolerance, timestampUnit = 's' }: Scheme,
  signedAt: number,
  at: number,
): Unusable | undefined {
  if (tolerance === undefined) return undefined;
  const ageMs = truncateTo(at, timestampUnit) - signedAt;
  if (ageMs > tolerance.pastMs) {
    return unusable(
      'timestamp_too_old',
      `The signature is right but ${seconds(ageMs)} old; ${seconds(tolerance.pastMs)} are accepted.`,
    );
  }
  if (tolerance.futureMs !== undefined && -ageMs > tolerance.futureMs) {
    return unusable(
      'timestamp_in_future',
      `The signature is right but from ${seconds(-ageMs)} in the future; ${seconds(tolerance.futureMs)} are accepted.`,
    );
  }
  return undefined;
}

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))} s`;
