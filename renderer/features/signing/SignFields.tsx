import { useState, type ReactNode } from 'react';
import type { GenericHmac } from '../../../shared/model/generic-hmac.ts';
import type { SchemeInfo } from '../../../shared/ipc/commands/signatures.ts';
import { useProviders } from '../../state/providers.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { ClockField } from './ClockField.tsx';
import { formOf, parseForm } from './generic-form.ts';
import { GenericFields } from './GenericFields.tsx';
import { LocalKeys } from './LocalKeys.tsx';
import type { KeyNeed } from './NewKeyForm.tsx';
import {
  GENERIC,
  isUrlSigned,
  providerOptions,
  schemesOf,
  withProvider,
  type SignChoice,
} from './sign-choice.ts';
import type { SignProblem } from './use-preview.ts';
import { useSchemes } from './use-schemes.ts';

export interface SignFieldsProps {
  /** Absent until a provider is picked. */
  choice: SignChoice | undefined;
  onChange: (choice: SignChoice) => void;
  /** Why it can't be signed like this, shown at its field. */
  problem?: SignProblem | undefined;
  /** In a popover the least that is needed. */
  isCompact?: boolean;
}

const empty: SignChoice = { provider: '', isFrozen: false };

/** As whom a message is signed, with which secret, and when. */
export function SignFields({ choice, onChange, problem, isCompact = false }: SignFieldsProps) {
  const providers = useProviders();
  const schemes = useSchemes();
  const { provider } = choice ?? empty;
  const known = schemesOf(choice ?? empty, schemes);
  return (
    <div className="flex flex-col gap-4">
      <div className={isCompact ? 'flex flex-col gap-3' : 'grid grid-cols-2 gap-4 max-[1100px]:grid-cols-1'}>
        <Field label="Sign as" error={errorAt(problem, 'provider')}>
          <Select
            value={provider}
            placeholder="Pick a provider"
            onChange={(next) => onChange(withProvider(choice ?? empty, next))}
            options={providerOptions(providers)}
          />
        </Field>
        {choice !== undefined && (
          <>
            {provider !== GENERIC && <SchemeField choice={choice} onChange={onChange} schemes={schemes} />}
            <ChoiceSecret
              choice={choice}
              onChange={onChange}
              problem={problem}
              isKeyPair={
                known[0]?.kind === 'rsa' || known[0]?.kind === 'ecdsa' || known[0]?.kind === 'ed25519'
              }
            />
          </>
        )}
      </div>
      {choice !== undefined && (
        <>
          {typeof choice.scheme === 'object' && (
            <OwnScheme scheme={choice.scheme} onChange={(scheme) => onChange({ ...choice, scheme })} />
          )}
          <KeysFor choice={choice} schemes={known} onChange={onChange} />
          {known.some(({ hasTimestamp }) => hasTimestamp) && (
            <Freshness choice={choice} onChange={onChange} error={errorAt(problem, 'isFrozen')} />
          )}
          {known.some(({ hasTimestamp }) => hasTimestamp) && !choice.isFrozen && (
            <ClockField choice={choice} onChange={onChange} />
          )}
          {isUrlSigned(choice, schemes) && <UrlField choice={choice} onChange={onChange} />}
        </>
      )}
    </div>
  );
}

/** What can't work stays in its field, with the reason, and is not used. */
function OwnScheme({ scheme, onChange }: { scheme: GenericHmac; onChange: (scheme: GenericHmac) => void }) {
  const [form, setForm] = useState(() => formOf(scheme));
  const parsed = parseForm(form);
  return (
    <GenericFields
      form={form}
      problems={'problems' in parsed ? parsed.problems : {}}
      onChange={(next) => {
        setForm(next);
        const read = parseForm(next);
        if ('scheme' in read) onChange(read.scheme);
      }}
    />
  );
}

const errorAt = (problem: SignProblem | undefined, ...paths: string[]): string | undefined =>
  problem !== undefined && paths.includes(problem.path) ? problem.message : undefined;

interface PartProps {
  choice: SignChoice;
  onChange: (choice: SignChoice) => void;
}

const OWN = '+own';

function SchemeField({
  choice,
  onChange,
  schemes,
}: PartProps & { schemes: readonly SchemeInfo[] }): ReactNode {
  const own = schemes.filter(({ providerIds }) => providerIds.includes(choice.provider));
  if (own.length < 2) return null;
  const { scheme, ...rest } = choice;
  return (
    <Field label="Scheme">
      <Select
        value={typeof scheme === 'string' ? scheme : OWN}
        onChange={(next) => onChange(next === OWN ? rest : { ...rest, scheme: next })}
        options={[
          { value: OWN, label: 'As the provider does' },
          ...own.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Field>
  );
}

function ChoiceSecret({
  choice,
  onChange,
  problem,
  isKeyPair,
}: PartProps & { problem: SignProblem | undefined; isKeyPair: boolean }) {
  const { secrets } = useWorkbench((state) => state.secrets);
  const own = useProviders().find(({ id }) => id === choice.provider)?.secret;
  // What the dashboard shows of a key pair is its public half, which can't sign.
  const info = isKeyPair ? SIGNING_KEY : own;
  const { secretName, ...rest } = choice;
  return (
    <Field
      label={info?.label ?? 'Secret'}
      hint={info?.where}
      error={errorAt(problem, 'secret', 'secretName', 'scheme')}
    >
      <SecretField
        secrets={secrets.filter(({ name }) => name !== 'ngrok.authtoken')}
        value={secretName}
        onChange={(name) => onChange({ ...rest, ...(name === undefined ? {} : { secretName: name }) })}
        onSave={saveSecret}
        suggestedName={choice.provider === GENERIC ? '' : choice.provider}
        isMultiline={isKeyPair}
        {...(info === undefined ? {} : { valueHint: `Such as ${info.example}` })}
      />
    </Field>
  );
}

const SIGNING_KEY = {
  label: 'Signing key',
  where: 'A private key of your own. The sender’s is known to the sender alone.',
  example: 'a private key as PEM, beginning with -----BEGIN PRIVATE KEY-----',
};

/** Which local key would do for the schemes that sign with one. */
function KeysFor({ choice, schemes, onChange }: PartProps & { schemes: readonly SchemeInfo[] }): ReactNode {
  const algorithm = schemes
    .map(({ kind }) => kind)
    .find((kind) => kind === 'rsa' || kind === 'ecdsa' || kind === 'ed25519');
  // With a shared secret as the first of several a key is the exception: it is asked for by its scheme.
  const isFirst = schemes[0]?.kind === algorithm;
  if (algorithm === undefined || !isFirst) return null;
  const need: KeyNeed = {
    algorithm,
    hasCertificate: algorithm === 'rsa',
    hasWebhookId: choice.provider === 'paypal',
    suggestedName: `${choice.provider}.local`,
  };
  return (
    <LocalKeys
      need={need}
      secretName={choice.secretName}
      onPick={(secretName) => onChange({ ...choice, secretName })}
    />
  );
}

function Freshness({ choice, onChange, error }: PartProps & { error: string | undefined }) {
  return (
    <div role="group" aria-label="Timestamp and id" className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">Timestamp and id</span>
        <Segmented
          label="Timestamp and id"
          value={choice.isFrozen ? 'frozen' : 'fresh'}
          onChange={(next) => onChange({ ...choice, isFrozen: next === 'frozen' })}
          options={[
            { value: 'fresh', label: 'Fresh' },
            { value: 'frozen', label: 'Frozen' },
          ]}
        />
      </div>
      <p
        className={error === undefined ? 'text-small text-faint' : 'text-small text-err'}
        role={error === undefined ? undefined : 'alert'}
      >
        {error ??
          (choice.isFrozen
            ? 'Those of the signature that is there are kept.'
            : 'New ones each time it is sent, as the provider would.')}
      </p>
    </div>
  );
}

function UrlField({ choice, onChange }: PartProps) {
  const { url, ...rest } = choice;
  return (
    <Field
      label="Signed URL"
      hint="The URL is part of what is signed. Empty: the one it is sent to; else the public one that your code believes it is called by."
    >
      <TextField
        isCode
        value={url ?? ''}
        placeholder="https://demo.ngrok.app/hooks"
        onChange={(next) => onChange({ ...rest, ...(next.trim() === '' ? {} : { url: next.trim() }) })}
      />
    </Field>
  );
}
