import { useState } from 'react';
import type { Guard, GuardKind, TokenPlace } from '../../../shared/model/guard.ts';
import { CommandFailureError } from '../../host/call.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { formOf, guardOf, type GuardForm } from './guard-form.ts';
import { guardPurposes, guardTitles } from './guard-words.ts';

export interface GuardDialogProps {
  /** One to change, or the kind of a new one. */
  guard: Guard | GuardKind;
  /** Its place in the bin's list. */
  index: number;
  /** Rejects with the engine's refusal. */
  onSave: (guard: Guard) => Promise<void>;
  onClose: () => void;
}

/** Adds a guard, or changes one. What the engine refuses stands at its field. */
export function GuardDialog({ guard, index, onSave, onClose }: GuardDialogProps) {
  const [form, setForm] = useState(() => formOf(guard));
  const [failure, setFailure] = useState<CommandFailureError>();
  const [missing, setMissing] = useState<{ path: string; message: string }>();
  const [isBusy, setIsBusy] = useState(false);
  const change = (part: Partial<GuardForm>) => {
    setForm({ ...form, ...part });
    setMissing(undefined);
  };
  const errorAt = (path: string): string | undefined =>
    missing?.path === path ? missing.message : failure?.fieldMessage(`guards.${index}.${path}`);
  const isNamed = ['place', 'userName', 'secretName', 'ranges'].some((path) => errorAt(path) !== undefined);

  const save = async () => {
    const made = guardOf(form);
    if ('message' in made) {
      setMissing(made);
      return;
    }
    setIsBusy(true);
    setFailure(undefined);
    try {
      await onSave(made);
      onClose();
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  };

  const isNew = typeof guard === 'string';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isNew ? `Add a guard: ${guardTitles[form.kind]}` : guardTitles[form.kind]}
      description={guardPurposes[form.kind]}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            {isNew ? 'Add guard' : 'Save guard'}
          </Button>
        </>
      }
    >
      {failure !== undefined && !isNamed && <Banner tone="err">{failure.message}</Banner>}
      {form.kind === 'token' && <PlaceFields form={form} change={change} error={errorAt('place')} />}
      {form.kind === 'basic' && (
        <Field label="User name" hint="Without a colon." error={errorAt('userName')}>
          <TextField value={form.userName} onChange={(userName) => change({ userName })} isCode />
        </Field>
      )}
      {form.kind === 'ipRange' && (
        <Field
          label="Addresses and ranges"
          hint="One a line, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32. Through the tunnel it is the visitor’s address that counts."
          error={errorAt('ranges')}
        >
          <TextArea value={form.ranges} onChange={(ranges) => change({ ranges })} isCode rows={5} />
        </Field>
      )}
      {(form.kind === 'token' || form.kind === 'basic' || form.kind === 'bearer') && (
        <SecretChoice form={form} change={change} error={errorAt('secretName')} />
      )}
      {form.kind === 'signature' && (
        <p className="text-muted">
          A request has to be verified with the bin’s secrets, which are picked under Signing. What can’t be
          checked is not let in.
        </p>
      )}
      {form.kind === 'https' && (
        <p className="text-muted">
          Visitors of the tunnel use HTTPS. On this computer, switch HTTPS on in Settings.
        </p>
      )}
    </Dialog>
  );
}

interface PartProps {
  form: GuardForm;
  change: (part: Partial<GuardForm>) => void;
  error: string | undefined;
}

const places: { value: TokenPlace['in']; label: string }[] = [
  { value: 'query', label: 'In the query' },
  { value: 'header', label: 'In a header' },
  { value: 'path', label: 'In the path' },
];

function PlaceFields({ form, change, error }: PartProps) {
  const { place, names } = form;
  return (
    <div className="flex items-start gap-3">
      <div className="w-40 shrink-0">
        <Field label="Where">
          <Select value={place} onChange={(next) => change({ place: next })} options={places} />
        </Field>
      </div>
      {place !== 'path' && (
        <div className="min-w-0 flex-1">
          <Field
            label={place === 'query' ? 'Name of the parameter' : 'Name of the header'}
            {...(place === 'query' ? { hint: `The URL then ends with ?${names.query}=…` } : {})}
            error={error}
          >
            <TextField
              value={names[place]}
              onChange={(name) => change({ names: { ...names, [place]: name } })}
              isCode
            />
          </Field>
        </div>
      )}
    </div>
  );
}

function SecretChoice({ form, change, error }: PartProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const label = form.kind === 'basic' ? 'Password' : 'Token';
  return (
    <Field label={label} hint="Kept in the secret store; the bin knows only its name." error={error}>
      <SecretField
        secrets={secrets}
        value={form.secretName}
        onChange={(secretName) => change({ secretName })}
        onSave={saveSecret}
        suggestedName={form.kind === 'basic' ? 'bin-password' : 'bin-token'}
      />
    </Field>
  );
}
