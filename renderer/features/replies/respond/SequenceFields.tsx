import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { ResponseSequence, SingleResponse } from '../../../../shared/model/response-rule.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { freshSingle, singleKinds } from './fresh-responses.ts';
import { NumberField } from '../../../ui/NumberField.tsx';
import { SingleFields } from './SingleFields.tsx';

export interface SequenceFieldsProps {
  sequence: ResponseSequence;
  problems: ProblemLookup;
  onChange: (sequence: ResponseSequence) => void;
}

type Step = ResponseSequence['steps'][number];

/** Answers in turn: fail twice, then succeed. */
export function SequenceFields({ sequence, problems, onChange }: SequenceFieldsProps) {
  const { steps, atEnd } = sequence;
  const put = (changed: Step[]) => onChange({ ...sequence, steps: changed });
  const swap = (one: number, other: number) =>
    put(steps.map((step, at) => (at === one ? steps[other] : at === other ? steps[one] : step) ?? step));
  return (
    <>
      <ol aria-label="Steps" className="flex flex-col gap-3">
        {steps.map((step, index) => {
          const set = (change: Partial<Step>) =>
            put(steps.map((each, at) => (at === index ? { ...each, ...change } : each)));
          const isForEver = atEnd === 'stay' && index === steps.length - 1;
          const under = problems.under(`steps.${index}`);
          return (
            <li key={index} className="flex flex-col gap-3 rounded-control border border-line p-3">
              <div className="flex flex-wrap items-start gap-3">
                <div className="w-44">
                  <Field label={`Step ${index + 1} answers with`}>
                    <Select
                      value={step.respond.kind}
                      onChange={(kind: SingleResponse['kind']) => set({ respond: freshSingle(kind) })}
                      options={singleKinds}
                    />
                  </Field>
                </div>
                {isForEver ? (
                  <span className="pt-7 text-muted">from then on</span>
                ) : (
                  <div className="w-24">
                    <Field label="Times" error={under.at('times')}>
                      <NumberField value={step.times} onChange={(times) => set({ times })} />
                    </Field>
                  </div>
                )}
                <div className="ml-auto flex pt-5">
                  <IconButton
                    label={`Move step ${index + 1} up`}
                    icon={ArrowUp}
                    size="small"
                    disabled={index === 0}
                    onClick={() => swap(index, index - 1)}
                  />
                  <IconButton
                    label={`Move step ${index + 1} down`}
                    icon={ArrowDown}
                    size="small"
                    disabled={index === steps.length - 1}
                    onClick={() => swap(index, index + 1)}
                  />
                  <IconButton
                    label={`Remove step ${index + 1}`}
                    icon={X}
                    size="small"
                    disabled={steps.length === 1}
                    onClick={() => put(steps.filter((_, at) => at !== index))}
                  />
                </div>
              </div>
              <SingleFields
                respond={step.respond}
                problems={under.under('respond')}
                onChange={(respond) => set({ respond })}
              />
            </li>
          );
        })}
      </ol>
      <div className="flex flex-wrap items-end gap-3">
        <Button
          size="small"
          icon={Plus}
          onClick={() => put([...steps, { times: 1, respond: freshSingle('reply') }])}
        >
          Add step
        </Button>
        <div className="ml-auto w-56">
          <Field label="After the last step">
            <Select
              value={atEnd}
              onChange={(next: ResponseSequence['atEnd']) => onChange({ ...sequence, atEnd: next })}
              options={[
                { value: 'stay', label: 'It goes on' },
                { value: 'restart', label: 'Start from the first again' },
              ]}
            />
          </Field>
        </div>
      </div>
    </>
  );
}
