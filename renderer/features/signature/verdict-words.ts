import { isStaleAt, type Verification } from '../../../shared/model/verification.ts';
import { formatDuration } from '../../ui/format-time.ts';

/** A verdict as a heading. */
export function verdictTitle({ status }: Pick<Verification, 'status'>): string {
  if (status === 'verified') return 'Signature verified';
  return status === 'rejected' ? 'Signature rejected' : 'Signature not verified';
}

/** What it means, in one sentence. */
export function verdictSentence({ status, message, secretName }: Verification): string {
  if (message !== undefined) return message;
  if (status !== 'verified') return 'Nothing was checked.';
  return secretName === undefined
    ? 'The bytes are those that the sender signed.'
    : `The bytes are those that the sender signed with the secret ${secretName}.`;
}

/** Said of a signature that was right when it came and is too old by now; `undefined` otherwise. */
export function staleSentence(verification: Verification, now: number): string | undefined {
  const { signedAt, toleranceMs } = verification;
  if (!isStaleAt(verification, now) || signedAt === undefined || toleranceMs === undefined) return undefined;
  return `Valid when it came, stale now: it was signed ${formatDuration(now - signedAt)} ago, and ${formatDuration(toleranceMs)} are accepted. A receiver that gets it again unchanged rejects it; sign it anew when you replay it.`;
}
