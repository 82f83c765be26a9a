import { CaseSensitive, X } from 'lucide-react';
import type { Matcher, MatcherTarget } from '../../../../shared/model/matcher.ts';
import { closedValues } from '../../../../shared/rules/operators.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import {
  comparisonOf,
  comparisonsOf,
  namePlaceholder,
  targets,
  valuePlaceholders,
  withComparison,
  withTarget,
} from './matcher-words.ts';

export interface MatcherRowProps {
  matcher: Matcher;
  /** From 1. */
  number: number;
  problems: ProblemLookup;
  onChange: (matcher: Matcher) => void;
  onRemove: () => void;
}

/** One condition: what to look at, how to compare, and with what. */
export function MatcherRow({ matcher, number, problems, onChange, onRemove }: MatcherRowProps) {
  const { target, operator } = matcher;
  const problem = problems.within('');
  const isText = target !== 'nth' && !['exists', 'lessThan', 'greaterThan'].includes(operator);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-start gap-1.5">
        <div className="grid min-w-0 flex-1 grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-1.5">
          <Select
            label={`What condition ${number} looks at`}
            value={target}
            onChange={(next: MatcherTarget) => onChange(withTarget(matcher, next))}
            options={targets}
          />
          {'name' in matcher && (
            <TextField
              label={`Name in condition ${number}`}
              value={matcher.name}
              onChange={(name) => onChange({ ...matcher, name })}
              placeholder={namePlaceholder(matcher.target)}
              aria-invalid={problems.at('name') !== undefined}
              isCode
            />
          )}
          <Select
            label={`Comparison of condition ${number}`}
            value={comparisonOf(matcher)}
            onChange={(comparison) => onChange(withComparison(matcher, comparison))}
            options={comparisonsOf(target)}
          />
          {operator !== 'exists' && (
            <MatcherValue
              matcher={matcher}
              label={`Value of condition ${number}`}
              isInvalid={problems.at('value') !== undefined}
              onChange={(value) => onChange({ ...matcher, value })}
            />
          )}
        </div>
        <IconButton
          label={`Regard case in condition ${number}`}
          icon={CaseSensitive}
          isPressed={isText && matcher.isCaseSensitive}
          disabled={!isText}
          onClick={() => onChange({ ...matcher, isCaseSensitive: !matcher.isCaseSensitive })}
        />
        <IconButton label={`Remove condition ${number}`} icon={X} onClick={onRemove} />
      </div>
      {problem !== undefined && (
        <div role="alert" className="text-small text-err">
          {problem}
        </div>
      )}
    </li>
  );
}

interface MatcherValueProps {
  matcher: Matcher;
  label: string;
  isInvalid: boolean;
  onChange: (value: string) => void;
}

function MatcherValue({ matcher, label, isInvalid, onChange }: MatcherValueProps) {
  const { target, operator, value } = matcher;
  const closed = closedValues[target];
  if (closed !== undefined && operator === 'equals') {
    return (
      <Select
        label={label}
        value={value}
        onChange={onChange}
        options={closed.map((each) => ({ value: each, label: each }))}
      />
    );
  }
  if (operator === 'oneOf') {
    return (
      <TextArea
        label={label}
        value={value}
        onChange={onChange}
        rows={3}
        placeholder="One value a line"
        aria-invalid={isInvalid}
        isCode
      />
    );
  }
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      placeholder={valuePlaceholders[target] ?? 'value'}
      aria-invalid={isInvalid}
      isCode
    />
  );
}
