import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { hostChoiceOf, hostChoices, type HostChoice } from './forward-words.ts';

export interface HostFieldsProps {
  hostHeader: string | undefined;
  error: string | undefined;
  onChange: (hostHeader: string | undefined) => void;
}

/** The `Host` the destination sees: what picks the virtual host of a web server. */
export function HostFields({ hostHeader, error, onChange }: HostFieldsProps) {
  const choice = hostChoiceOf(hostHeader === undefined ? {} : { hostHeader });
  const choose = (next: HostChoice) =>
    onChange(next === 'captured' ? undefined : next === 'rewrite' ? 'rewrite' : 'eshop.localhost');
  return (
    <div className="grid grid-cols-[10rem_minmax(0,1fr)] items-start gap-3">
      <Field label="Host header">
        <Select value={choice} onChange={choose} options={hostChoices} />
      </Field>
      {choice === 'fixed' ? (
        <Field label="Name" error={error}>
          <TextField value={hostHeader ?? ''} onChange={onChange} isCode placeholder="eshop.localhost" />
        </Field>
      ) : (
        <p className="self-end pb-1 text-small text-faint">
          {choice === 'captured'
            ? 'The destination sees the name that the sender called.'
            : 'Picks the virtual host that the URL names.'}
        </p>
      )}
    </div>
  );
}
