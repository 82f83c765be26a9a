import { FileKey } from 'lucide-react';
import { useState } from 'react';
import type { SshOptions, SshService } from '../../../shared/model/tunnel-options.ts';
import { call } from '../../host/call.ts';
import { saveSecret } from '../../state/secrets.ts';
import { addTunnel } from '../../state/tunnel-actions.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Select } from '../../ui/Select.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { emptySshForm, formOfSsh, readSshForm, type SshForm } from './ssh-form.ts';

const services: { value: SshService; label: string }[] = [
  { value: 'localhost.run', label: 'localhost.run: no account' },
  { value: 'serveo.net', label: 'serveo.net: no account' },
  { value: 'pinggy.io', label: 'pinggy.io: no account, 60 minutes' },
  { value: 'custom', label: 'A server of your own' },
];

const proofs: { value: SshForm['proof']; label: string }[] = [
  { value: 'none', label: 'Nothing' },
  { value: 'key', label: 'Key file' },
  { value: 'agent', label: 'SSH agent' },
  { value: 'password', label: 'Password' },
];

export interface SshDialogProps {
  /** Absent: a new one. */
  options?: SshOptions;
  /** Saves an existing one; a new one is added to be started first. */
  onSave?: (options: SshOptions) => Promise<unknown>;
  onClose: () => void;
}

/** Sets up a tunnel by SSH. */
export function SshDialog({ options, onSave = addTunnel, onClose }: SshDialogProps) {
  const [form, setForm] = useState(options === undefined ? emptySshForm : formOfSsh(options));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const change = (part: Partial<SshForm>) => {
    setForm({ ...form, ...part });
    setErrors({});
  };
  const save = async () => {
    const read = readSshForm(form);
    if ('errors' in read) {
      setErrors(read.errors);
      return;
    }
    try {
      await onSave(read.options);
      onClose();
    } catch (failure) {
      setErrors({ service: failure instanceof Error ? failure.message : String(failure) });
    }
  };
  const isOwn = form.service === 'custom';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="medium"
      title={options === undefined ? 'Add an SSH tunnel' : 'SSH tunnel'}
      description="The server takes requests for you and passes them on through an SSH connection."
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            {options === undefined ? 'Add tunnel' : 'Save'}
          </Button>
        </>
      }
    >
      <Field label="Service" error={errors['service']}>
        <Select value={form.service} onChange={(service) => change({ service })} options={services} />
      </Field>
      {isOwn && (
        <div className="grid grid-cols-[minmax(0,1fr)_5.5rem_minmax(0,1fr)] gap-3">
          <Field label="Host" error={errors['host']}>
            <TextField
              isCode
              value={form.host}
              onChange={(host) => change({ host })}
              placeholder="ssh.example.com"
            />
          </Field>
          <Field label="Port" error={errors['port']}>
            <TextField isCode value={form.port} onChange={(port) => change({ port })} placeholder="22" />
          </Field>
          <Field label="User" error={errors['user']}>
            <TextField isCode value={form.user} onChange={(user) => change({ user })} placeholder="me" />
          </Field>
        </div>
      )}
      <Proof form={form} errors={errors} change={change} />
      {isOwn ? (
        <OwnServer form={form} errors={errors} change={change} />
      ) : (
        <Field
          label="Name to ask for"
          hint="Where the service gives out names; empty takes any."
          error={errors['remoteHost']}
        >
          <TextField
            isCode
            value={form.remoteHost}
            onChange={(remoteHost) => change({ remoteHost })}
            className="w-60"
          />
        </Field>
      )}
    </Dialog>
  );
}

interface PartProps {
  form: SshForm;
  errors: Readonly<Record<string, string>>;
  change: (part: Partial<SshForm>) => void;
}

function Proof({ form, errors, change }: PartProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const chooseFile = async () => {
    const { path } = await call('desktop.pickFile', { title: 'Private key', extensions: ['*'] });
    if (path !== undefined) change({ keyPath: path });
  };
  return (
    <>
      <Field label="What proves who you are" error={errors['proof']}>
        <Select
          value={form.proof}
          onChange={(proof) => change({ proof })}
          options={proofs}
          className="w-60"
        />
      </Field>
      {form.proof === 'key' && (
        <>
          <Field label="Key file" hint="A private key that ssh-keygen made." error={errors['keyPath']}>
            <div className="flex items-center gap-2">
              <TextField
                isCode
                value={form.keyPath}
                onChange={(keyPath) => change({ keyPath })}
                placeholder="/home/me/.ssh/id_ed25519"
                className="flex-1"
              />
              <Button icon={FileKey} onClick={() => void chooseFile()}>
                Choose…
              </Button>
            </div>
          </Field>
          <Field label="Its passphrase" hint="Kept as a secret.">
            <SecretField
              secrets={secrets}
              value={form.passphrase}
              onChange={(passphrase) => change({ passphrase })}
              onSave={saveSecret}
              noneLabel="None"
              suggestedName="ssh.passphrase"
            />
          </Field>
        </>
      )}
      {form.proof === 'password' && (
        <Field label="Password" hint="Kept as a secret." error={errors['password']}>
          <SecretField
            secrets={secrets}
            value={form.password}
            onChange={(password) => change({ password })}
            onSave={saveSecret}
            suggestedName="ssh.password"
          />
        </Field>
      )}
    </>
  );
}

function OwnServer({ form, errors, change }: PartProps) {
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] gap-3">
        <Field
          label="Address it listens at"
          hint="localhost behind a proxy there; 0.0.0.0 for everybody (GatewayPorts)."
          error={errors['remoteHost']}
        >
          <TextField
            isCode
            value={form.remoteHost}
            onChange={(remoteHost) => change({ remoteHost })}
            placeholder="localhost"
          />
        </Field>
        <Field label="Port it listens at" hint="Empty: any." error={errors['remotePort']}>
          <TextField
            isCode
            value={form.remotePort}
            onChange={(remotePort) => change({ remotePort })}
            placeholder="8080"
          />
        </Field>
      </div>
      <Field
        label="Public URL"
        hint="Where visitors reach it. Empty: the server itself, at that port."
        error={errors['publicUrl']}
      >
        <TextField
          isCode
          value={form.publicUrl}
          onChange={(publicUrl) => change({ publicUrl })}
          placeholder="https://hooks.example.com"
        />
      </Field>
      <Field
        label="A proxy there names the visitor"
        hint="On only where a proxy at the server sets X-Forwarded-For: else any visitor could write an address there."
      >
        <Switch isOn={form.isBehindProxy} onChange={(isBehindProxy) => change({ isBehindProxy })} />
      </Field>
    </>
  );
}
