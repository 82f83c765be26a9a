import { useState, type ReactNode } from 'react';
import type { SettingsChange } from '../../../shared/model/settings.ts';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { SavedMark } from './parts.tsx';
import { useSave } from './use-setting.ts';

export interface SwitchSettingProps {
  label: string;
  hint: ReactNode;
  path: string;
  isOn: boolean;
  changeOf: (isOn: boolean) => SettingsChange;
}

/** A setting that is on or off; saved at once. */
export function SwitchSetting({ label, hint, path, isOn, changeOf }: SwitchSettingProps) {
  const { isSaved, save } = useSave(path);
  const [error, setError] = useState<string>();
  return (
    <Field label={label} hint={hint} error={error}>
      <div className="flex items-center gap-2">
        <Switch isOn={isOn} onChange={(next) => void save(changeOf(next)).then(setError)} />
        <span aria-hidden className="text-muted">
          {isOn ? 'On' : 'Off'}
        </span>
        <SavedMark isSaved={isSaved} />
      </div>
    </Field>
  );
}
