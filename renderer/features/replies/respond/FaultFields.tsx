import type { PlannedReply, ReplyFault, ScriptedReply } from '../../../../shared/model/response-rule.ts';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { NumberField } from '../../../ui/NumberField.tsx';

export interface FaultFieldsProps {
  respond: PlannedReply | ScriptedReply;
  problems: ProblemLookup;
  onChange: (respond: PlannedReply | ScriptedReply) => void;
}

const options = [
  { value: 'none', label: 'whole' },
  { value: 'drip', label: 'dripping slowly' },
  { value: 'truncate', label: 'cut off' },
] as const;

/** Whether a reply arrives whole. */
export function FaultFields({ respond, problems, onChange }: FaultFieldsProps) {
  const { fault, ...rest } = respond;
  const put = (changed: ReplyFault | undefined) =>
    onChange(changed === undefined ? rest : { ...rest, fault: changed });
  return (
    <>
      <div className="w-40">
        <Field label="It arrives">
          <Select
            value={fault?.kind ?? 'none'}
            onChange={(kind) => {
              if (kind === 'drip') put({ kind, bytesPerSecond: 10 });
              else put(kind === 'truncate' ? { kind, sentBytes: 10 } : undefined);
            }}
            options={options}
          />
        </Field>
      </div>
      {fault?.kind === 'drip' && (
        <div className="w-36">
          <Field label="Bytes a second" error={problems.at('fault.bytesPerSecond')}>
            <NumberField
              value={fault.bytesPerSecond}
              onChange={(bytesPerSecond) => put({ ...fault, bytesPerSecond })}
            />
          </Field>
        </div>
      )}
      {fault?.kind === 'truncate' && (
        <div className="w-36">
          <Field label="Bytes that come" error={problems.at('fault.sentBytes')}>
            <NumberField value={fault.sentBytes} onChange={(sentBytes) => put({ ...fault, sentBytes })} />
          </Field>
        </div>
      )}
    </>
  );
}
