import { useState } from 'react';
import { call, CommandFailureError } from '../../host/call.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Field } from '../../ui/Field.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { LabSection } from './LabSection.tsx';

/** Switches the lab, and says where it listens and which webhook it signs for. */
export function LabSwitch() {
  const lab = useWorkbench((state) => state.paypalLab);
  const saved = useWorkbench((state) => state.settings.paypalLab);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const toggle = async (isOn: boolean) => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      await call(isOn ? 'paypalLab.start' : 'paypalLab.stop', {});
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setIsBusy(false);
  };
  return (
    <LabSection
      title="PayPal’s side, on this computer"
      aside={
        <>
          <span className="text-small text-muted">
            {lab.isRunning ? `On, port ${lab.port ?? ''}` : 'Off'}
          </span>
          <Switch
            label="Run the PayPal lab"
            isOn={lab.isRunning}
            onChange={(isOn) => void toggle(isOn)}
            isDisabled={isBusy}
          />
        </>
      }
    >
      <p className="text-muted">
        A listener that posts back to these addresses instead of PayPal’s completes its round trip offline:
        the lab verifies what Hookbench sent, byte for byte, and nothing else.
      </p>
      <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3">
        <Setting
          key={`port-${saved.port}`}
          label="Port"
          hint="0: any free one"
          saved={String(saved.port)}
          change={(text) => ({ port: /^\d{1,5}$/.test(text) ? Number(text) : -1 })}
        />
        <Setting
          key={`id-${saved.webhookId}`}
          label="Webhook id"
          hint="What your listener takes from PayPal’s dashboard"
          saved={saved.webhookId}
          change={(text) => ({ webhookId: text })}
        />
      </div>
      {(problem ?? lab.problem) !== undefined && <Banner tone="err">{problem ?? lab.problem}</Banner>}
    </LabSection>
  );
}

interface SettingProps {
  label: string;
  hint: string;
  saved: string;
  change: (text: string) => { port?: number; webhookId?: string };
}

/** Saved when it is left or at Enter; Escape puts back what is saved. */
function Setting({ label, hint, saved, change }: SettingProps) {
  const [text, setText] = useState(saved);
  const [error, setError] = useState<string>();
  const commit = async () => {
    if (text.trim() === saved) return;
    try {
      await call('settings.update', { paypalLab: change(text.trim()) });
      setError(undefined);
    } catch (failure) {
      const isField =
        failure instanceof CommandFailureError && failure.fieldMessage('paypalLab') !== undefined;
      setError(
        isField && label === 'Port'
          ? 'A port is a number from 0 to 65535.'
          : isField
            ? `It ${failure.fieldMessage('paypalLab') ?? ''}.`
            : String(failure instanceof Error ? failure.message : failure),
      );
    }
  };
  return (
    <Field label={label} hint={hint} error={error}>
      <TextField
        isCode
        value={text}
        onChange={setText}
        onBlur={() => void commit()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void commit();
          if (event.key === 'Escape') setText(saved);
        }}
      />
    </Field>
  );
}
