import { useState, type KeyboardEvent } from 'react';
import { saveSecret } from '../../state/secrets.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextArea } from '../../ui/TextArea.tsx';

export interface ReplaceSecretFormProps {
  name: string;
  onSaved: () => void;
  onCancel: () => void;
}

/** Puts another value in place of a secret's; what uses it by name takes the new one at once. */
export function ReplaceSecretForm({ name, onSaved, onCancel }: ReplaceSecretFormProps) {
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const save = async () => {
    if (value.trim() === '') {
      setProblem('Paste the new value here.');
      return;
    }
    setIsSaving(true);
    const refusal = await saveSecret(name, value);
    setIsSaving(false);
    if (refusal === undefined) onSaved();
    else setProblem(refusal);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <div
      role="group"
      aria-label={`Replace ${name}`}
      onKeyDown={onKeyDown}
      className="flex flex-col gap-2 rounded-control border border-line bg-bg p-3"
    >
      <Field label="New value" error={problem} hint="One line, or a key or certificate as PEM.">
        <TextArea
          autoFocus
          isCode
          rows={2}
          value={value}
          onChange={(next) => {
            setValue(next);
            setProblem(undefined);
          }}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" isBusy={isSaving} onClick={() => void save()}>
          Replace
        </Button>
      </div>
    </div>
  );
}
