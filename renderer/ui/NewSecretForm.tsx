import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from './Button.tsx';
import { Field } from './Field.tsx';
import { IconButton } from './IconButton.tsx';
import { freeSecretName, secretProblems, type SecretProblems } from './secret-form.ts';
import { TextArea } from './TextArea.tsx';
import { TextField } from './TextField.tsx';

export interface NewSecretFormProps {
  takenNames: readonly string[];
  suggestedName: string;
  valueHint?: string;
  isMultiline: boolean;
  /** Resolves with `undefined`, or with the sentence that says why it was not kept. */
  onSave: (name: string, value: string) => Promise<string | undefined>;
  onSaved: (name: string) => void;
  onCancel: () => void;
}

/** The name and the value of a new secret. No form of its own: it stands inside of others. */
export function NewSecretForm({
  takenNames,
  suggestedName,
  valueHint,
  isMultiline,
  onSave,
  onSaved,
  onCancel,
}: NewSecretFormProps) {
  const [name, setName] = useState(() => freeSecretName(suggestedName, takenNames));
  const [value, setValue] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [problems, setProblems] = useState<SecretProblems>({});
  const group = useRef<HTMLDivElement>(null);

  // After the list that this was picked from has given the focus back.
  useEffect(() => {
    const timer = setTimeout(() => {
      const fields = [...(group.current?.querySelectorAll<HTMLElement>('input, textarea') ?? [])];
      fields.find((field) => 'value' in field && field.value === '')?.focus();
    });
    return () => clearTimeout(timer);
  }, []);

  const save = async () => {
    const found = secretProblems(name, value, takenNames);
    setProblems(found);
    if (Object.keys(found).length > 0 || isSaving) return;
    setIsSaving(true);
    const refusal = await onSave(name, value);
    setIsSaving(false);
    if (refusal === undefined) onSaved(name);
    else setProblems({ value: refusal });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && (isTyping || event.ctrlKey || event.metaKey)) void save();
    else return;
    // The form or the dialog around it must not be sent or closed as well.
    event.preventDefault();
    event.stopPropagation();
  };
  const eye = (
    <IconButton
      label={isShown ? 'Hide the value' : 'Show the value'}
      icon={isShown ? EyeOff : Eye}
      size="small"
      onClick={() => setIsShown(!isShown)}
    />
  );
  const change = (next: string) => {
    setValue(next);
    setProblems({});
  };
  return (
    <div
      ref={group}
      role="group"
      aria-label="New secret"
      onKeyDown={onKeyDown}
      className="flex flex-col gap-2 rounded-control border border-line bg-bg p-3"
    >
      <Field label="Name" error={problems.name}>
        <TextField
          value={name}
          onChange={(next) => {
            setName(next.trim());
            setProblems({});
          }}
          placeholder="stripe.test"
          maxLength={64}
          isCode
        />
      </Field>
      <Field
        label="Value"
        error={problems.value}
        hint={valueHint ?? 'Kept in the secret store; never shown.'}
      >
        {isMultiline ? (
          <TextArea value={value} onChange={change} rows={4} isCode />
        ) : (
          <TextField
            type={isShown ? 'text' : 'password'}
            value={value}
            onChange={change}
            isCode
            trailing={eye}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" isBusy={isSaving} onClick={() => void save()}>
          Save secret
        </Button>
      </div>
    </div>
  );
}
