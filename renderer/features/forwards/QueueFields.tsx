import { Checkbox } from '../../ui/Checkbox.tsx';
import { Field } from '../../ui/Field.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useState } from 'react';
import type { RulePartProps } from './AdvancedFields.tsx';

const HOUR_MS = 3_600_000;

/** How what waits is delivered. */
export function QueueFields({ rule, errorAt, change }: RulePartProps) {
  const { queue } = rule;
  const put = (part: Partial<typeof queue>) => change({ queue: { ...queue, ...part } });
  const [statuses, setStatuses] = useState(queue.downStatuses.join(', '));
  return (
    <>
      <Checkbox
        label="Keep the order of arrival"
        hint="One after the other; without it up to eight at once."
        isChecked={queue.isOrdered}
        onChange={(isOrdered) => put({ isOrdered })}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <Field
          label="At most a second"
          hint="0 sends as many as the destination takes."
          error={errorAt('queue.perSecond')}
        >
          <NumberField
            value={queue.perSecond ?? 0}
            onChange={(perSecond) => {
              const rest = { ...queue };
              delete rest.perSecond;
              change({ queue: perSecond === 0 ? rest : { ...rest, perSecond } });
            }}
          />
        </Field>
        <Field
          label="Statuses that mean it is down"
          hint="As no connection does."
          error={errorAt('queue.downStatuses')}
        >
          <TextField
            isCode
            value={statuses}
            onChange={(text) => {
              setStatuses(text);
              put({
                downStatuses: text
                  .split(/[\s,]+/)
                  .filter((word) => word !== '')
                  .map(Number),
              });
            }}
          />
        </Field>
        <Field label="Longest queue" hint="More than that is not queued." error={errorAt('queue.maxLength')}>
          <NumberField value={queue.maxLength} onChange={(maxLength) => put({ maxLength })} />
        </Field>
        <Field label="Give up after, hours" error={errorAt('queue.maxAgeMs')}>
          <NumberField
            value={queue.maxAgeMs / HOUR_MS}
            onChange={(hours) => put({ maxAgeMs: Math.round(hours * HOUR_MS) })}
          />
        </Field>
      </div>
    </>
  );
}
