import { Check } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Field } from '../../ui/Field.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useSettingText, type SettingTextOptions } from './use-setting.ts';

export interface SectionProps {
  id: string;
  title: string;
  /** What the section is about, in one sentence. */
  description: ReactNode;
  children: ReactNode;
}

export function Section({ id, title, description, children }: SectionProps) {
  return (
    <div id={id} role="group" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1} className="text-title font-semibold outline-none">
        {title}
      </h2>
      <p className="mb-3 text-muted">{description}</p>
      <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">{children}</div>
    </div>
  );
}

/** Told to screen readers, and seen for two seconds. */
export function SavedMark({ isSaved }: { isSaved: boolean }) {
  return (
    <span role="status" className="inline-flex h-5 items-center gap-1 text-small text-ok">
      {isSaved && (
        <>
          <Check aria-hidden size={13} /> Saved
        </>
      )}
    </span>
  );
}

export interface TextSettingProps extends SettingTextOptions {
  label: string;
  hint: ReactNode;
  placeholder?: string;
  isCode?: boolean;
  /** `w-30` for a port. */
  width?: string;
  /** Stands right of the field: a unit, a button. */
  children?: ReactNode;
}

/** A typed setting: saved when it is left or at Enter, put back by Escape. */
export function TextSetting({
  label,
  hint,
  placeholder,
  isCode = true,
  width = 'w-80',
  children,
  ...options
}: TextSettingProps) {
  const setting = useSettingText(options);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setting.commit();
    if (event.key === 'Escape') setting.revert();
  };
  return (
    <Field label={label} hint={hint} error={setting.error}>
      <div className="flex items-center gap-2">
        <TextField
          value={setting.text}
          onChange={setting.setText}
          onBlur={setting.commit}
          onKeyDown={onKeyDown}
          placeholder={placeholder}
          isCode={isCode}
          className={width}
        />
        {children}
        <SavedMark isSaved={setting.isSaved} />
      </div>
    </Field>
  );
}
