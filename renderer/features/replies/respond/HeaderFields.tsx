import { Plus, X } from 'lucide-react';
import type { Header } from '../../../../shared/model/header.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import type { ProblemLookup } from '../field-problems.ts';

export interface HeaderFieldsProps {
  headers: readonly Header[];
  problems: ProblemLookup;
  onChange: (headers: Header[]) => void;
}

/** The headers of a reply, in the order in which they are sent. */
export function HeaderFields({ headers, problems, onChange }: HeaderFieldsProps) {
  const set = (index: number, change: Partial<Header>) =>
    onChange(headers.map((header, at) => (at === index ? { ...header, ...change } : header)));
  const whole = problems.at('headers');
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 font-medium">Headers</legend>
      {headers.map((header, index) => {
        const problem = problems.within(`headers.${index}`);
        return (
          <div key={index} className="flex flex-col gap-1">
            <div className="flex items-start gap-1.5">
              <TextField
                label={`Name of header ${index + 1}`}
                placeholder="Content-Type"
                value={header.name}
                onChange={(name) => set(index, { name })}
                aria-invalid={problem !== undefined}
                className="w-2/5"
                isCode
              />
              <TextField
                label={`Value of header ${index + 1}`}
                placeholder="application/json"
                value={header.value}
                onChange={(value) => set(index, { value })}
                aria-invalid={problem !== undefined}
                className="flex-1"
                isCode
              />
              <IconButton
                label={`Remove header ${index + 1}`}
                icon={X}
                onClick={() => onChange(headers.filter((_, at) => at !== index))}
              />
            </div>
            {problem !== undefined && (
              <div role="alert" className="text-small text-err">
                {problem}
              </div>
            )}
          </div>
        );
      })}
      {whole !== undefined && (
        <div role="alert" className="text-small text-err">
          {whole}
        </div>
      )}
      <Button
        variant="ghost"
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => onChange([...headers, { name: '', value: '' }])}
      >
        Add header
      </Button>
    </fieldset>
  );
}
