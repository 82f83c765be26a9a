import { Stethoscope } from 'lucide-react';
import type { Diagnosis } from '../../../shared/model/diagnosis.ts';
import { Inert } from '../../ui/Inert.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { DifferenceView } from './DifferenceView.tsx';

/** Why a check failed: what happened, where it shows, what to change. */
export function DiagnosisView({ diagnosis }: { diagnosis: Diagnosis }) {
  const { cause, sentence, fix, difference, evidence } = diagnosis;
  return (
    <section
      aria-label="Cause"
      className="flex min-w-0 flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex items-start gap-2.5">
        <Stethoscope aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-accent" />
        <div className="flex min-w-0 flex-col gap-1 select-text">
          <p className="font-semibold break-words text-fg">
            <Inert text={sentence} />
          </p>
          <p className="break-words text-muted">
            <span className="font-medium text-fg">{cause === 'unknown' ? 'Next: ' : 'Fix: '}</span>
            <Inert text={fix} />
          </p>
        </div>
      </div>
      {difference !== undefined && <DifferenceView difference={difference} />}
      {evidence.length > 0 && (
        <KeyValueTable
          label="Evidence"
          columns={['What', 'Value']}
          rows={evidence.map(({ label, value }) => ({ name: label, value }))}
        />
      )}
      <p className="text-small text-faint">
        Cause <code className="text-code select-text">{cause}</code>
      </p>
    </section>
  );
}
