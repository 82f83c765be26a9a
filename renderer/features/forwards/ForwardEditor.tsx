import { useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { ForwardQueue, ForwardRuleInput } from '../../../shared/model/forward-rule.ts';
import { explainForward } from '../../../shared/rules/explain-forward.ts';
import { CommandFailureError } from '../../host/call.ts';
import type { ForwardKey } from '../../state/forwards.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AdvancedFields } from './AdvancedFields.tsx';
import { saveForward } from './forward-actions.ts';
import type { ForwardPageProps } from './ForwardPage.tsx';
import { HostFields } from './HostFields.tsx';
import { QueuePanel } from './QueuePanel.tsx';
import { TryPanel } from './TryPanel.tsx';

export interface ForwardEditorProps extends Pick<ForwardPageProps, 'renderMatchers'> {
  bin: Bin;
  ruleKey: ForwardKey;
  /** Its place among the bin's rules, from 0. */
  index: number;
  rule: ForwardRuleInput;
  isEdited: boolean;
  queue: ForwardQueue | undefined;
  /** `undefined` takes the edit back. */
  onChange: (rule: ForwardRuleInput | undefined) => void;
}

const modes = [
  { value: 'proxy', label: 'gets its reply' },
  { value: 'mirror', label: 'is answered first' },
] as const;

/** One rule, in full. What the engine refuses stands at its field. */
export function ForwardEditor(props: ForwardEditorProps) {
  const { bin, ruleKey, index, rule, isEdited, queue, onChange, renderMatchers } = props;
  const [failure, setFailure] = useState<CommandFailureError>();
  const [isBusy, setIsBusy] = useState(false);
  const prefix = `forwards.${index}`;
  const errorAt = (field: string) => failure?.fieldMessage(`${prefix}.${field}`);
  const problems = (failure?.details ?? []).flatMap(({ path, message }) =>
    path.startsWith(`${prefix}.`) ? [{ path: path.slice(prefix.length + 1), message }] : [],
  );
  const change = (part: Partial<ForwardRuleInput>) => onChange({ ...rule, ...part });

  const save = async () => {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await saveForward(bin, ruleKey, rule);
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <form
      aria-label="Forward rule"
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void save();
      }}
    >
      <div className="flex min-h-10 shrink-0 items-center gap-3 border-b border-line py-1.5 pr-3 pl-4">
        <p className="line-clamp-3 min-w-0 flex-1 break-words text-muted select-text" data-sentence>
          <Inert text={explainForward({ ...rule, id: rule.id ?? 'fwd_new' })} />
        </p>
        {(isEdited || ruleKey === 'new') && (
          <Button size="small" variant="ghost" onClick={() => onChange(undefined)}>
            Discard
          </Button>
        )}
        <Button size="small" type="submit" variant="primary" isBusy={isBusy} disabled={!isEdited}>
          {ruleKey === 'new' ? 'Add rule' : 'Save'}
        </Button>
      </div>
      {queue !== undefined && rule.mode === 'mirror' && <QueuePanel queue={queue} />}
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-4">
        {failure !== undefined && (
          <Banner tone="err" title="The rule was not saved">
            {problems[0]?.message ?? failure.message}
          </Banner>
        )}
        <div className="grid grid-cols-[minmax(0,1fr)_13rem] items-start gap-3">
          <Field label="Destination" error={errorAt('url')}>
            <TextField
              value={rule.url}
              onChange={(url) => change({ url })}
              isCode
              placeholder="http://localhost:3000/webhooks"
            />
          </Field>
          <Field label="The sender">
            <Select value={rule.mode} onChange={(mode) => change({ mode })} options={modes} />
          </Field>
        </div>
        <HostFields
          hostHeader={rule.hostHeader}
          error={errorAt('hostHeader')}
          onChange={(hostHeader) => {
            const rest = { ...rule };
            delete rest.hostHeader;
            onChange(hostHeader === undefined ? rest : { ...rest, hostHeader });
          }}
        />
        {renderMatchers({
          set: rule.when,
          problems: problems.flatMap(({ path, message }) =>
            path.startsWith('when.') ? [{ path: path.slice('when.'.length), message }] : [],
          ),
          onChange: (when) => change({ when }),
        })}
        <AdvancedFields rule={rule} errorAt={errorAt} change={change} />
      </div>
      <TryPanel bin={bin} rule={rule} />
    </form>
  );
}
