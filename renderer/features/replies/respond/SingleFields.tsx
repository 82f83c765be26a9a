import type { SingleResponse } from '../../../../shared/model/response-rule.ts';
import { CodeField } from '../../../ui/editor/CodeField.tsx';
import { Field } from '../../../ui/Field.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { BodyFields } from './BodyFields.tsx';
import { FaultFields } from './FaultFields.tsx';
import { HeaderFields } from './HeaderFields.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { TemplateSwitch } from './TemplateSwitch.tsx';

export interface SingleFieldsProps {
  respond: SingleResponse;
  problems: ProblemLookup;
  onChange: (respond: SingleResponse) => void;
}

/** One answer: a reply, a script that makes one, or none. */
export function SingleFields({ respond, problems, onChange }: SingleFieldsProps) {
  const delay = (
    <div className="w-36">
      <Field
        label={respond.kind === 'hang' ? 'Kept open, ms' : 'Delay, ms'}
        hint={respond.kind === 'hang' ? '0: 300,000' : 'at most 300,000'}
        error={problems.at('delayMs')}
      >
        <NumberField
          value={respond.delayMs}
          onChange={(delayMs) => onChange({ ...respond, delayMs })}
          maxLength={6}
        />
      </Field>
    </div>
  );
  switch (respond.kind) {
    case 'close':
    case 'reset':
    case 'hang':
      return delay;
    case 'script':
      return (
        <>
          <CodeField
            label="Script"
            value={respond.script}
            onChange={(script) => onChange({ ...respond, script })}
            language="javascript"
            error={problems.at('script')}
            hint="A function over request that returns { status, headers, body }. 250 ms, 32 MiB, no files and no network."
            heightClass="h-56"
          />
          <div className="flex flex-wrap items-start gap-3">
            {delay}
            <FaultFields respond={respond} problems={problems} onChange={onChange} />
          </div>
        </>
      );
    case 'reply':
      return (
        <>
          <div className="flex flex-wrap items-start gap-3">
            <div className="w-24">
              <Field label="Status" hint="100 to 599" error={problems.at('status')}>
                <NumberField
                  value={respond.status}
                  onChange={(status) => onChange({ ...respond, status })}
                  maxLength={3}
                />
              </Field>
            </div>
            {delay}
            <FaultFields respond={respond} problems={problems} onChange={onChange} />
          </div>
          <TemplateSwitch
            isOn={respond.isTemplate}
            onChange={(isTemplate) => onChange({ ...respond, isTemplate })}
          />
          <HeaderFields
            headers={respond.headers}
            problems={problems}
            onChange={(headers) => onChange({ ...respond, headers })}
          />
          <BodyFields
            body={respond.body}
            headers={respond.headers}
            isTemplate={respond.isTemplate}
            isFileAllowed
            problems={problems}
            onChange={(body) => onChange({ ...respond, body })}
          />
        </>
      );
  }
}
