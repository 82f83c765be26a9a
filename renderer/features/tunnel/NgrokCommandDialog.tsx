import { Check, Minus, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { NgrokPlan } from '../../../shared/ipc/commands/ngrok-command.ts';
import { call } from '../../host/call.ts';
import { notify } from '../../state/notices.ts';
import { undoNgrokCommand } from '../../state/tunnel-actions.ts';
import { useView } from '../../state/view.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { optionWords } from './tunnel-words.ts';

type Through = 'ngrok' | 'current' | 'none';

const PAUSE_MS = 150;

/** Takes an ngrok command, shows what it will do here, and does it. */
export function NgrokCommandDialog({ text, onClose }: { text: string; onClose: () => void }) {
  const bins = useWorkbench((state) => state.bins);
  const first = useWorkbench((state) => state.settings.tunnel);
  const [command, setCommand] = useState(text);
  const [binId, setBinId] = useState(bins.find((bin) => bin.isDefault)?.id ?? '');
  const [tunnel, setTunnel] = useState<Through>('ngrok');
  const { plan, problem } = usePlan({ command, binId, tunnel });
  const [failure, setFailure] = useState<string>();
  const apply = async () => {
    if (plan === undefined) return;
    try {
      const applied = await call('ngrokCommand.apply', { command, binId, tunnel });
      onClose();
      if (!applied.isChanged) {
        notify('All of the command was set up already');
        return;
      }
      if (applied.binId !== undefined) useView.setState({ place: 'bins', binId: applied.binId });
      const target = applied.targetUrl;
      notify(target === undefined ? 'The authtoken is kept' : `Set up: requests go on to ${target}`, {
        label: 'Undo',
        run: undoNgrokCommand,
      });
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="medium"
      title="Set up what an ngrok command does"
      description="In any spelling, of any version: what Hookbench makes of it stands below."
      onSubmit={() => void apply()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" disabled={plan === undefined}>
            Set up
          </Button>
        </>
      }
    >
      <Field label="Command" error={failure ?? problem}>
        <TextArea
          isCode
          rows={3}
          value={command}
          onChange={(next) => {
            setCommand(next);
            setFailure(undefined);
          }}
          placeholder="ngrok http -host-header eshop.localhost 80"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void apply();
          }}
        />
      </Field>
      <div className="flex flex-wrap gap-4">
        <Field label="For">
          <Select
            value={binId}
            onChange={setBinId}
            options={bins.map((bin) => ({ value: bin.id, label: bin.name }))}
            className="w-44"
          />
        </Field>
        <Field label="Through">
          <Select<Through>
            value={tunnel}
            onChange={setTunnel}
            options={[
              { value: 'ngrok', label: 'ngrok' },
              ...(first.provider === 'ngrok'
                ? []
                : [{ value: 'current' as const, label: optionWords(first).short }]),
              { value: 'none', label: 'No tunnel' },
            ]}
            className="w-44"
          />
        </Field>
      </div>
      {plan !== undefined && <Plan plan={plan} />}
    </Dialog>
  );
}

function Plan({ plan }: { plan: NgrokPlan }) {
  return (
    <ul aria-label="What it does" className="flex flex-col gap-1.5 select-text">
      {plan.does.map((sentence) => (
        <li key={sentence} className="flex gap-2">
          <Check aria-hidden size={14} className="mt-0.5 shrink-0 text-ok" />
          <span className="min-w-0 break-words">
            <Inert text={sentence} />
          </span>
        </li>
      ))}
      {plan.unsupported.map(({ flag, reason }) => (
        <li key={flag + reason} className="flex gap-2">
          <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-warn" />
          <span className="min-w-0 break-words text-muted">
            <span className="code text-code text-fg">{flag}</span> is not supported: <Inert text={reason} />
          </span>
        </li>
      ))}
      {plan.withoutEffect.map(({ flag, reason }) => (
        <li key={flag + reason} className="flex gap-2">
          <Minus aria-hidden size={14} className="mt-0.5 shrink-0 text-faint" />
          <span className="min-w-0 break-words text-muted">
            <span className="code text-code">{flag}</span> has no effect: <Inert text={reason} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What the engine makes of the command, a moment after it was typed. */
function usePlan(input: { command: string; binId: string; tunnel: Through }): {
  plan: NgrokPlan | undefined;
  problem: string | undefined;
} {
  const key = JSON.stringify(input);
  const [answer, setAnswer] = useState<{ key: string; plan?: NgrokPlan; problem?: string }>({ key: '' });
  const isEmpty = input.command.trim() === '';
  useEffect(() => {
    if (isEmpty) return undefined;
    let isStale = false;
    const timer = setTimeout(() => {
      call('ngrokCommand.plan', JSON.parse(key) as typeof input).then(
        (plan) => {
          if (!isStale) setAnswer({ key, plan });
        },
        (error: unknown) => {
          if (!isStale) setAnswer({ key, problem: error instanceof Error ? error.message : String(error) });
        },
      );
    }, PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [key, isEmpty]);
  if (isEmpty || answer.key !== key) return { plan: undefined, problem: undefined };
  return { plan: answer.plan, problem: answer.problem };
}
