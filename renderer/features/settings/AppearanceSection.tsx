import { useState } from 'react';
import { useWorkbench } from '../../state/workbench.ts';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { SavedMark, Section } from './parts.tsx';
import { useSave } from './use-setting.ts';

const themes = [
  { value: 'system', label: 'Follow the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

export function AppearanceSection() {
  const { theme } = useWorkbench((state) => state.settings.appearance);
  const { isSaved, save } = useSave('appearance.theme');
  const [error, setError] = useState<string>();
  return (
    <Section id="settings-appearance" title="Appearance" description="How the window looks.">
      <Field label="Theme" error={error}>
        <div className="flex items-center gap-2">
          <Select
            className="!w-80"
            value={theme}
            onChange={(next) => void save({ appearance: { theme: next } }).then(setError)}
            options={themes}
          />
          <SavedMark isSaved={isSaved} />
        </div>
      </Field>
    </Section>
  );
}
