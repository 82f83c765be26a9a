import type { ReactNode } from 'react';
import type { Verification } from '../../../shared/model/verification.ts';
import { useProvider } from '../../state/providers.ts';
import { formatDuration, formatInstant } from '../../ui/format-time.ts';
import { Inert } from '../../ui/Inert.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { useNow } from '../../ui/use-now.ts';
import { VerificationShield } from '../../ui/VerificationShield.tsx';
import { staleSentence, verdictSentence, verdictTitle } from './verdict-words.ts';

/** The verdict, what it rests on, and whether it still holds. */
export function VerdictView({
  verification,
  children,
}: {
  verification: Verification;
  /** Stands between the verdict and its facts: the cause. */
  children: ReactNode;
}) {
  const now = useNow();
  const stale = staleSentence(verification, now);
  const provider = useProvider(verification.providerId);
  return (
    <section aria-label="Verdict" className="flex min-w-0 flex-col gap-3">
      <div className="flex items-start gap-2.5" role="status">
        <VerificationShield status={verification.status} size={20} hasTitle={false} />
        <div className="min-w-0 select-text">
          <h3 className="font-semibold text-fg">{verdictTitle(verification)}</h3>
          <p className="break-words text-muted">
            <Inert text={verdictSentence(verification)} />
          </p>
          {stale !== undefined && <p className="mt-1 break-words text-warn">{stale}</p>}
        </div>
      </div>
      {children}
      <KeyValueTable
        label="Facts of the check"
        columns={['What', 'Value']}
        rows={factsOf(verification, provider?.name, now)}
      />
    </section>
  );
}

function factsOf(verification: Verification, providerName: string | undefined, now: number) {
  const { providerId, schemeId, secretName, signedAt, toleranceMs, computed, received, checkedAt } =
    verification;
  const facts: [string, string | undefined][] = [
    ['Provider', providerName ?? providerId],
    ['Scheme', schemeId],
    ['Secret', secretName],
    ['Signed at', signedAt === undefined ? undefined : formatInstant(signedAt, now)],
    ['Tolerance', toleranceMs === undefined ? undefined : formatDuration(toleranceMs)],
    ['Checked as of', formatInstant(checkedAt, now)],
    ['Received', received],
    ['Computed', computed],
  ];
  return facts.flatMap(([name, value]) => (value === undefined || value === '' ? [] : [{ name, value }]));
}
