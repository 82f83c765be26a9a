import type { ResponseRuleInput } from '../../../../shared/model/response-rule.ts';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Field } from '../../../ui/Field.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { NumberField } from '../../../ui/NumberField.tsx';

export interface ShareFieldsProps {
  share: ResponseRuleInput['share'];
  problems: ProblemLookup;
  onChange: (share: ResponseRuleInput['share']) => void;
}

/** Whether a rule is for all requests that match, or for some of them at random. */
export function ShareFields({ share, problems, onChange }: ShareFieldsProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">Share</legend>
      <Checkbox
        isChecked={share !== undefined}
        onChange={(isChecked) => onChange(isChecked ? { percent: 30, seed: 1 } : undefined)}
        label="Only a share of them, at random"
        hint="The same requests for the same seed; the others go on to the next rule."
      />
      {share !== undefined && (
        <div className="flex gap-3 pl-6">
          <div className="w-28">
            <Field label="Percent" error={problems.at('percent')}>
              <NumberField value={share.percent} onChange={(percent) => onChange({ ...share, percent })} />
            </Field>
          </div>
          <div className="w-36">
            <Field label="Seed" error={problems.at('seed')}>
              <NumberField value={share.seed} onChange={(seed) => onChange({ ...share, seed })} />
            </Field>
          </div>
        </div>
      )}
    </fieldset>
  );
}
