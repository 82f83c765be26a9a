import { useEffect, useRef, useState } from 'react';
import { CommandFailureError } from '../../../host/call.ts';
import { Field } from '../../../ui/Field.tsx';
import { TextField } from '../../../ui/TextField.tsx';

export interface NameFormProps {
  label: string;
  initial: string;
  placeholder?: string;
  save: (name: string) => Promise<void>;
  onClose: () => void;
}

/** One name, typed in place: Enter or leaving the field saves, Escape gives up. */
export function NameForm({ label, initial, placeholder, save, onClose }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [error, setError] = useState<string>();
  const input = useRef<HTMLInputElement>(null);
  const isSaving = useRef(false);
  useEffect(() => {
    // After the menu that led here has given the focus back.
    const frame = requestAnimationFrame(() => input.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);

  const submit = async () => {
    if (isSaving.current) return;
    if (name.trim() === '') {
      onClose();
      return;
    }
    isSaving.current = true;
    try {
      await save(name.trim());
      onClose();
    } catch (failure) {
      isSaving.current = false;
      setError(
        failure instanceof CommandFailureError
          ? (failure.fieldMessage('name') ?? failure.message)
          : String(failure),
      );
    }
  };
  return (
    <div className="px-1 py-0.5">
      <Field label={label} isLabelHidden error={error}>
        <TextField
          ref={input}
          value={name}
          onChange={setName}
          {...(placeholder === undefined ? {} : { placeholder })}
          onBlur={() => void submit()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void submit();
            if (event.key === 'Escape') onClose();
          }}
        />
      </Field>
    </div>
  );
}
