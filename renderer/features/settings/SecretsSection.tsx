import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { NGROK_AUTHTOKEN, type SecretSummary } from '../../../shared/model/secret.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { NewSecretForm } from '../../ui/NewSecretForm.tsx';
import { Section } from './parts.tsx';
import { ReplaceSecretForm } from './ReplaceSecretForm.tsx';

/** Every secret by its name: values go in and are used, and are shown to no one. */
export function SecretsSection() {
  const { secrets, warning } = useWorkbench((state) => state.secrets);
  const [isAdding, setIsAdding] = useState(false);
  const [isMultiline, setIsMultiline] = useState(false);
  // The tunnel has its own field for this one.
  const shown = secrets.filter(({ name }) => name !== NGROK_AUTHTOKEN);
  return (
    <Section
      id="settings-secrets"
      title="Secrets"
      description="Signing secrets, tokens and keys, used by name. A value is never shown again, only its last four characters."
    >
      {warning !== undefined && <Banner tone="warn">{warning}</Banner>}
      {shown.length === 0 ? (
        <p className="text-muted">There are none yet.</p>
      ) : (
        <ul aria-label="Secrets" className="flex flex-col divide-y divide-line">
          {shown.map((secret) => (
            <SecretItem key={secret.name} secret={secret} />
          ))}
        </ul>
      )}
      {isAdding ? (
        <div className="flex flex-col gap-2">
          <Checkbox
            isChecked={isMultiline}
            onChange={setIsMultiline}
            label="It has several lines"
            hint="Such as a key or certificate as PEM."
          />
          <NewSecretForm
            takenNames={secrets.map(({ name }) => name)}
            suggestedName=""
            isMultiline={isMultiline}
            onSave={saveSecret}
            onSaved={(name) => {
              setIsAdding(false);
              notify(`${name} is kept`);
            }}
            onCancel={() => setIsAdding(false)}
          />
        </div>
      ) : (
        <Button icon={Plus} className="self-start" onClick={() => setIsAdding(true)}>
          Add secret
        </Button>
      )}
    </Section>
  );
}

function SecretItem({ secret: { name, ending } }: { secret: SecretSummary }) {
  const [open, setOpen] = useState<'replace' | 'delete'>();
  const close = () => setOpen(undefined);
  return (
    <li className="flex flex-col gap-2 py-2 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-2">
        <KeyRound aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-faint" />
        <span className="code min-w-0 flex-1 truncate text-code">
          {name}
          {ending !== '' && <span className="text-faint"> · …{ending}</span>}
        </span>
        <Button size="small" aria-label={`Replace ${name}`} onClick={() => setOpen('replace')}>
          Replace
        </Button>
        <Button size="small" variant="danger" aria-label={`Delete ${name}`} onClick={() => setOpen('delete')}>
          Delete
        </Button>
      </div>
      {open === 'replace' && (
        <ReplaceSecretForm
          name={name}
          onCancel={close}
          onSaved={() => {
            close();
            notify(`${name} was replaced`);
          }}
        />
      )}
      <AlertDialog
        isOpen={open === 'delete'}
        onClose={close}
        title={`Delete ${name}?`}
        description="Bins that verify with it say so from then on, and drafts can't be signed with it. It can't be brought back."
        confirmLabel="Delete secret"
        onConfirm={() => void attempt('The secret was not deleted', () => call('secrets.delete', { name }))}
      />
    </li>
  );
}
