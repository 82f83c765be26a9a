import { useId, type ReactNode } from 'react';
import { FieldContext } from './field-context.ts';

export interface FieldProps {
  label: string;
  /** What to enter, in a few words. */
  hint?: ReactNode;
  /** What is wrong with what was entered; announced, and tied to the control. */
  error?: string | undefined;
  /** Hides the label from sight only. */
  isLabelHidden?: boolean;
  children: ReactNode;
}

/** A labelled control. The TextField, TextArea, Select or Switch inside finds its label, hint and error by itself. */
export function Field({ label, hint, error, isLabelHidden = false, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = hint !== undefined || error !== undefined;
  return (
    <FieldContext value={{ id, noteId: hasNote ? noteId : undefined, isInvalid: error !== undefined }}>
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'font-medium text-fg'}>
          {label}
        </label>
        {children}
        {hasNote && (
          <div
            id={noteId}
            role={error === undefined ? undefined : 'alert'}
            className={error === undefined ? 'text-small text-faint' : 'text-small text-err'}
          >
            {error ?? hint}
          </div>
        )}
      </div>
    </FieldContext>
  );
}
