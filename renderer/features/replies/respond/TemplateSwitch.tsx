import { Checkbox } from '../../../ui/Checkbox.tsx';

/** Whether header values and body are filled in from the request. */
export function TemplateSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <div className="min-w-0 flex-1 basis-64 pt-5">
      <Checkbox
        isChecked={isOn}
        onChange={onChange}
        label="Liquid template"
        hint={
          <>
            <code className="code">{'{{ request.json.id }}'}</code>,{' '}
            <code className="code">{'{{ uuid }}'}</code>,{' '}
            <code className="code">{'{{ now | offset: "1h" }}'}</code>,{' '}
            <code className="code">{'{{ faker.person.fullName }}'}</code>
          </>
        }
      />
    </div>
  );
}
