import type { Attempt, SendFailure } from '../../../shared/model/delivery.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { lastPhaseLabel } from './phases.ts';

/** What went wrong in plain words, what to try, and how far the send got. */
export function FailurePanel({ failure, attempt }: { failure: SendFailure; attempt: Attempt }) {
  const phase = lastPhaseLabel(attempt.timings);
  const facts = [
    phase === undefined ? undefined : `It got as far as: ${phase}`,
    attempt.remoteAddress === undefined ? undefined : `Address: ${attempt.remoteAddress}`,
    attempt.response === undefined ? undefined : 'The response below is incomplete',
  ].filter((fact) => fact !== undefined);
  return (
    <Banner
      tone={failure.code === 'cancelled' ? 'info' : 'err'}
      title={<Inert text={failure.message} />}
      className="mx-4 mb-3"
    >
      <Inert text={failure.hint} />
      {facts.length > 0 && <p className="mt-1 text-small text-faint">{facts.join(' · ')}</p>}
    </Banner>
  );
}
