import { ArrowLeft } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { TriggerStep } from '../../../shared/model/trigger-run.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import { attempt, notifyFailure } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Entry } from './catalog-filter.ts';
import { DestinationField } from './DestinationField.tsx';
import { Picker } from './Picker.tsx';
import { SigningField } from './SigningField.tsx';
import { StepList } from './StepList.tsx';
import { useCatalog } from './use-catalog.ts';
import { useTarget } from './use-target.ts';
import { useTriggerRun } from './use-trigger-run.ts';

export interface TriggerDialogProps {
  onClose: () => void;
  /** Draws one delivery, with `aside` at the right end of its first line. */
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
}

type Problems = Partial<Record<'url' | 'secret', string>>;

/** Sends one event, or a story in order, to any URL, and shows how far it is. */
export function TriggerDialog({ onClose, renderDelivery }: TriggerDialogProps) {
  const entries = useCatalog(true);
  const [picked, setPicked] = useState<Entry>();
  const entry = picked ?? entries.find(({ id }) => id === 'stripe-checkout') ?? entries[0];
  const target = useTarget(entry);
  const [isStopped, setIsStopped] = useState(true);
  const [refused, setRefused] = useState<{ what: string; problems: Problems }>();
  const [isStarting, setIsStarting] = useState(false);
  const [deliveryId, setDeliveryId] = useState<string>();
  const { run, follow, clear } = useTriggerRun();
  const isRunning = run?.state === 'running';
  // What was refused is a problem until it is another that would be sent.
  const what = JSON.stringify([target.url, target.secretName, entry?.key]);
  const problems = refused?.what === what ? refused.problems : {};

  const pick = (next: Entry) => {
    setPicked(next);
    clear();
    setDeliveryId(undefined);
  };

  const send = async () => {
    if (entry === undefined || isRunning || isStarting) return;
    setIsStarting(true);
    setDeliveryId(undefined);
    const { url, secretName } = target;
    const how = { url, isWaiting: false, ...(secretName === undefined ? {} : { secretName }) };
    try {
      follow(
        entry.kind === 'story'
          ? await call('stories.trigger', { id: entry.id, isStoppedOnFailure: isStopped, ...how })
          : await call('templates.trigger', { provider: entry.provider, event: entry.id, ...how }),
      );
    } catch (error) {
      const found = error instanceof CommandFailureError ? problemsOf(error) : {};
      setRefused({ what, problems: found });
      if (Object.keys(found).length === 0) notifyFailure('Nothing was sent', error);
    } finally {
      setIsStarting(false);
    }
  };
  const cancel = () =>
    run !== undefined &&
    void attempt('The run was not cancelled', () => call('triggers.cancel', { id: run.id }));

  const steps: readonly TriggerStep[] =
    run?.steps ?? entry?.steps.map((step) => ({ ...step, state: 'waiting' })) ?? [];
  const back = (
    <Button size="small" variant="ghost" icon={ArrowLeft} onClick={() => setDeliveryId(undefined)}>
      Steps
    </Button>
  );

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title="Trigger"
      description="Sends an event, or a story of several in order, as its provider would: signed, each after the answer to the one before."
      footer={
        <>
          <p role="status" className="mr-auto self-center text-muted">
            {run === undefined ? '' : summaryOf(run.state, run.steps)}
          </p>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant={isRunning ? 'secondary' : 'primary'}
            className="min-w-24"
            isBusy={isStarting}
            disabled={entry === undefined}
            onClick={isRunning ? cancel : () => void send()}
          >
            {isRunning ? 'Cancel' : run === undefined ? 'Send' : 'Send again'}
          </Button>
        </>
      }
    >
      <div className="-mx-5 grid h-[min(46vh,440px)] min-h-56 shrink-0 grid-cols-[minmax(400px,50%)_minmax(0,1fr)] border-b border-line">
        <Picker
          entries={entries}
          picked={entry}
          onPick={pick}
          onConfirm={() => void send()}
          isDisabled={isRunning}
        />
        <div className="flex min-h-0 min-w-0 flex-col overflow-y-auto">
          {deliveryId === undefined ? (
            <StepList steps={steps} onOpenDelivery={setDeliveryId} />
          ) : (
            renderDelivery(deliveryId, back)
          )}
        </div>
      </div>
      <div className="grid grid-cols-2 items-start gap-4">
        <DestinationField
          {...target}
          onChange={target.setUrl}
          problem={problems.url}
          isDisabled={isRunning}
        />
        {target.provider !== undefined && (
          <SigningField
            {...target}
            provider={target.provider}
            onChange={target.setSecretName}
            problem={problems.secret}
            isDisabled={isRunning}
          />
        )}
      </div>
      {entry?.kind === 'story' && (
        <Checkbox
          label="Stop when a step fails"
          isChecked={isStopped}
          onChange={setIsStopped}
          isDisabled={isRunning}
        />
      )}
    </Dialog>
  );
}

function problemsOf(error: CommandFailureError): Problems {
  const url = error.fieldMessage('url');
  const secret = error.fieldMessage('secretName') ?? error.fieldMessage('secret');
  return { ...(url === undefined ? {} : { url }), ...(secret === undefined ? {} : { secret }) };
}

/** `2 of 3 delivered`, and how it ended. */
function summaryOf(state: string, steps: readonly TriggerStep[]): string {
  const delivered = steps.filter((step) => step.state === 'succeeded').length;
  const count = `${delivered} of ${steps.length} delivered`;
  if (state === 'stopped') return `${count}, stopped where a step failed.`;
  if (state === 'cancelled') return `${count}, cancelled.`;
  return state === 'running' ? `${count}…` : `${count}.`;
}
