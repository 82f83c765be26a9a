import { Plus } from 'lucide-react';
import type { Matcher, MatcherSet } from '../../../../shared/model/matcher.ts';
import { Button } from '../../../ui/Button.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { MatcherRow } from './MatcherRow.tsx';
import { freshMatcher } from './matcher-words.ts';

export interface MatcherFieldsProps {
  set: MatcherSet;
  problems: ProblemLookup;
  onChange: (set: MatcherSet) => void;
}

/** Which requests a rule is for. */
export function MatcherFields({ set, problems, onChange }: MatcherFieldsProps) {
  const { combine, matchers } = set;
  const put = (changed: Matcher[]) => onChange({ ...set, matchers: changed });
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 flex w-full items-center gap-3 font-medium">
        <span>When</span>
        {matchers.length > 1 && (
          <Segmented
            label="How conditions combine"
            value={combine}
            onChange={(next) => onChange({ ...set, combine: next })}
            options={[
              { value: 'all', label: 'All hold' },
              { value: 'any', label: 'Any holds' },
            ]}
          />
        )}
      </legend>
      {matchers.length === 0 && <p className="text-muted">Every request of the bin.</p>}
      <ol aria-label="Conditions" className="flex flex-col gap-2">
        {matchers.map((matcher, index) => (
          <MatcherRow
            key={index}
            matcher={matcher}
            number={index + 1}
            problems={problems.under(`matchers.${index}`)}
            onChange={(changed) => put(matchers.map((each, at) => (at === index ? changed : each)))}
            onRemove={() => put(matchers.filter((_, at) => at !== index))}
          />
        ))}
      </ol>
      <Button
        variant="ghost"
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => put([...matchers, freshMatcher()])}
      >
        Add condition
      </Button>
    </fieldset>
  );
}
