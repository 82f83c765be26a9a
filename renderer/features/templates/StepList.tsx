import { ChevronRight, Circle, CircleCheck, CircleSlash, OctagonAlert, type LucideIcon } from 'lucide-react';
import type { TriggerStep } from '../../../shared/model/trigger-run.ts';
import { classNames } from '../../ui/class-names.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';

const MARKS: Record<Exclude<TriggerStep['state'], 'sending'>, [icon: LucideIcon, tone: string]> = {
  waiting: [Circle, 'text-faint'],
  succeeded: [CircleCheck, 'text-ok'],
  failed: [OctagonAlert, 'text-err'],
  skipped: [CircleSlash, 'text-faint'],
};

export interface StepListProps {
  steps: readonly TriggerStep[];
  onOpenDelivery: (deliveryId: string) => void;
}

/** The messages of a run in order, each with how far it is; one that was sent opens its delivery. */
export function StepList({ steps, onOpenDelivery }: StepListProps) {
  return (
    <ol aria-label="Steps" className="flex flex-col p-2">
      {steps.map((step, index) => {
        const { deliveryId } = step;
        const content = <StepRow step={step} hasDelivery={deliveryId !== undefined} />;
        return (
          <li key={index}>
            {deliveryId === undefined ? (
              <div className="flex items-center gap-3 px-2 py-2">{content}</div>
            ) : (
              <button
                type="button"
                aria-label={`${step.title}, ${step.state}, open its delivery`}
                className="focus-inset flex w-full items-center gap-3 rounded-control px-2 py-2 text-left transition-colors duration-100 hover:bg-hover"
                onClick={() => onOpenDelivery(deliveryId)}
              >
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function StepRow({ step, hasDelivery }: { step: TriggerStep; hasDelivery: boolean }) {
  const { state, title, event, responseStatus, message } = step;
  return (
    <>
      <StateMark state={state} />
      <span className={classNames('min-w-0 flex-1', state === 'skipped' && 'opacity-70')}>
        <span className="block truncate">{title}</span>
        <span className="code block truncate text-small text-faint">{event}</span>
        {message !== undefined && <span className="block text-small break-words text-err">{message}</span>}
      </span>
      {responseStatus === undefined ? (
        <span className="text-small text-muted">{state}</span>
      ) : (
        <StatusPill status={responseStatus} />
      )}
      {hasDelivery && <ChevronRight aria-hidden size={14} className="shrink-0 text-faint" />}
    </>
  );
}

function StateMark({ state }: { state: TriggerStep['state'] }) {
  if (state === 'sending') return <Spinner />;
  const [Icon, tone] = MARKS[state];
  return <Icon aria-hidden size={16} strokeWidth={1.75} className={classNames('shrink-0', tone)} />;
}
