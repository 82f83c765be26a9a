import { useState, type ReactNode } from 'react';
import type { BinSigning } from '../../../shared/model/bin-signing.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import { notify } from '../../state/notices.ts';
import { useProvider, useProviders } from '../../state/providers.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { emptyForm, formOf, parseForm, type GenericForm } from './generic-form.ts';
import { GenericFields } from './GenericFields.tsx';
import { LiveCheck } from './LiveCheck.tsx';
import { SecretOrder } from './SecretOrder.tsx';
import { VerifyNewest } from './VerifyNewest.tsx';

/** Not the id of a provider. */
const AUTO = '+auto';
const GENERIC = 'generic';
/** Their secrets are keys or certificates of several lines. */
const keyProviders = new Set(['paypal', 'sendgrid', 'aws-sns']);

/** What a bin verifies signatures with. */
export function SigningPage({ binId }: { binId: string }) {
  const saved = useWorkbench(({ bins }) => bins.find(({ id }) => id === binId)?.signing);
  const providers = useProviders();
  const [providerId, setProviderId] = useState(saved?.providerId ?? AUTO);
  const [form, setForm] = useState<GenericForm>(
    typeof saved?.scheme === 'object' ? formOf(saved.scheme) : emptyForm,
  );
  const [secretNames, setSecretNames] = useState<string[]>(saved?.secretNames ?? []);
  const [failure, setFailure] = useState<CommandFailureError>();
  const [isSaving, setIsSaving] = useState(false);
  const provider = useProvider(providerId);
  const parsed = parseForm(form);
  const isGeneric = providerId === GENERIC;
  const signing = signingOf(providerId, parsed, secretNames, saved);
  const isChanged = JSON.stringify(signing ?? null) !== JSON.stringify(saved ?? null);
  const secret = provider?.secret;

  const save = async () => {
    if (signing === undefined) return;
    setIsSaving(true);
    setFailure(undefined);
    try {
      await call('bins.update', { id: binId, signing });
      notify(
        signing.secretNames.length === 0
          ? 'Nothing is verified on arrival now'
          : 'Saved: what arrives is verified',
      );
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error);
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <div
      role="region"
      aria-label="Signing"
      tabIndex={0}
      className="focus-inset min-h-0 flex-1 overflow-auto p-4"
    >
      <div className="mx-auto flex max-w-180 flex-col gap-5">
        {failure !== undefined && <Banner tone="err">{failure.message}</Banner>}
        <Part
          title="Sender"
          about="Whose signatures are checked. Who sent a request is recognized from what only that sender sends."
        >
          <Field label="Provider" error={failure?.fieldMessage('signing.providerId')}>
            <Select
              value={providerId}
              onChange={setProviderId}
              options={[
                { value: AUTO, label: 'As each request is recognized' },
                ...providers
                  .filter(({ schemeIds }) => schemeIds.length > 0)
                  .map(({ id, name }) => ({ value: id, label: name })),
                { value: GENERIC, label: 'Another sender, with an HMAC' },
              ]}
            />
          </Field>
          {isGeneric && (
            <GenericFields
              form={form}
              problems={'problems' in parsed ? parsed.problems : {}}
              onChange={setForm}
            />
          )}
        </Part>
        <Part
          title="Secrets"
          about="Tried in this order, as several are valid while one is rotated. They stay in the secret store; a bin knows their names only."
        >
          {secret !== undefined && (
            <Banner
              tone="info"
              title={`Where ${provider?.name ?? ''} shows the ${secret.label.toLowerCase()}`}
            >
              {secret.where} It looks like <code className="text-code">{secret.example}</code>.
            </Banner>
          )}
          <SecretOrder
            names={secretNames}
            onChange={setSecretNames}
            suggestedName={providerId === AUTO || isGeneric ? '' : providerId}
            isMultiline={keyProviders.has(providerId)}
            {...(secret === undefined ? {} : { valueHint: `Such as ${secret.example}. ${secret.where}` })}
          />
        </Part>
        <div className="flex items-center gap-2">
          <Button
            variant="primary"
            isBusy={isSaving}
            disabled={!isChanged || signing === undefined}
            onClick={() => void save()}
          >
            Save signing
          </Button>
          <span role="status" className="text-small text-muted">
            {isChanged ? 'Not saved yet' : ''}
          </span>
        </div>
        <Part title="Check" about="A captured request, checked with what is above, saved or not.">
          <LiveCheck binId={binId} signing={signing} />
        </Part>
        <Part
          title="What came before"
          about="Captures keep their verdict; they can be checked again as the bin is set up now."
        >
          <VerifyNewest binId={binId} isDisabled={isChanged} />
        </Part>
      </div>
    </div>
  );
}

function signingOf(
  providerId: string,
  parsed: ReturnType<typeof parseForm>,
  secretNames: string[],
  saved: BinSigning | undefined,
): BinSigning | undefined {
  if (providerId === AUTO) return { secretNames };
  if (providerId !== GENERIC) {
    // A choice among a provider's schemes is made by command only; it stays with its provider.
    const scheme = saved?.providerId === providerId ? saved.scheme : undefined;
    return { providerId, ...(scheme === undefined ? {} : { scheme }), secretNames };
  }
  return 'scheme' in parsed ? { providerId, scheme: parsed.scheme, secretNames } : undefined;
}

function Part({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="text-title font-semibold">{title}</h2>
      <p className="mb-3 text-muted">{about}</p>
      <div className="flex flex-col gap-4 rounded-card border border-line bg-surface p-4">{children}</div>
    </section>
  );
}
