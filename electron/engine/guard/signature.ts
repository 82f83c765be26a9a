import type { VerificationReason } from '../../../shared/model/verification.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

/**
 * The signature was checked on arrival, and is right; one that could not be checked lets nothing in. The sender is told what
 * is wrong in words of our own: what a verification says is for the owner of the secret.
 */
export function checkSignature({ verification, isUnsignedHandshake }: GuardedRequest): Shortfall | undefined {
  if (isUnsignedHandshake || verification?.status === 'verified') return undefined;
  const { reason, sentence } = explain(verification?.reason ?? 'no_secret');
  return { reason, message: `This endpoint asks for a valid signature: ${sentence}.` };
}

function explain(reason: VerificationReason): { reason: Shortfall['reason']; sentence: string } {
  switch (reason) {
    case 'signature_missing':
      return { reason: 'missing', sentence: 'there is none' };
    case 'signature_malformed':
      return { reason: 'malformed', sentence: 'the one that came can’t be read' };
    case 'signature_mismatch':
      return { reason: 'wrong', sentence: 'the one that came is not that of this message' };
    case 'timestamp_missing':
      return { reason: 'missing', sentence: 'the time of signing is not there' };
    case 'timestamp_malformed':
      return { reason: 'malformed', sentence: 'the time of signing can’t be read' };
    case 'timestamp_too_old':
      return { reason: 'wrong', sentence: 'this one was made too long ago' };
    case 'timestamp_in_future':
      return { reason: 'wrong', sentence: 'this one is dated in the future' };
    case 'certificate_untrusted':
      return { reason: 'wrong', sentence: 'its certificate is not trusted' };
    case 'no_secret':
    case 'secret_malformed':
      return { reason: 'undecided', sentence: 'it has no secret to check one with' };
    case 'no_scheme':
      return { reason: 'undecided', sentence: 'it does not know how this sender signs' };
    case 'body_truncated':
      return { reason: 'undecided', sentence: 'the message is too large to check' };
    default:
      return { reason: 'undecided', sentence: 'it can’t tell whether this message has one' };
  }
}
