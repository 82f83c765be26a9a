import type { RuleResponse } from '../../../../shared/model/response-rule.ts';
import { Field } from '../../../ui/Field.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { freshResponse, ruleKinds } from './fresh-responses.ts';
import { SequenceFields } from './SequenceFields.tsx';
import { SingleFields } from './SingleFields.tsx';

export interface RespondFieldsProps {
  respond: RuleResponse;
  problems: ProblemLookup;
  onChange: (respond: RuleResponse) => void;
}

/** What the requests of a rule get. */
export function RespondFields({ respond, problems, onChange }: RespondFieldsProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-3">
      <legend className="sr-only">Answer</legend>
      <div className="w-56">
        <Field label="Answer with">
          <Select
            value={respond.kind}
            onChange={(kind: RuleResponse['kind']) =>
              kind !== respond.kind && onChange(freshResponse(kind, respond))
            }
            options={ruleKinds}
          />
        </Field>
      </div>
      {respond.kind === 'sequence' ? (
        <SequenceFields sequence={respond} problems={problems} onChange={onChange} />
      ) : (
        <SingleFields respond={respond} problems={problems} onChange={onChange} />
      )}
    </fieldset>
  );
}
