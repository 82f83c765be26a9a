import { useRef, useState } from 'react';
import { NewSecretForm } from './NewSecretForm.tsx';
import { Select } from './Select.tsx';

/** All that is known of a secret: never its value. */
export interface KnownSecret {
  name: string;
  /** Its last four characters, or empty. */
  ending: string;
}

export interface SecretFieldProps {
  /** Those there are to pick from. */
  secrets: readonly KnownSecret[];
  /** The name of the one picked; `undefined` when none is. */
  value: string | undefined;
  onChange: (name: string | undefined) => void;
  /** Keeps a new secret; resolves with `undefined`, or with the sentence that says why it was not kept. */
  onSave: (name: string, value: string) => Promise<string | undefined>;
  /** The accessible name where no `Field` gives one. */
  label?: string;
  /** Offers to pick no secret, in these words: `No secret`. */
  noneLabel?: string;
  /** What a new secret is called at first, such as the id of the provider. */
  suggestedName?: string;
  /** Under the value of a new secret: what it looks like, and where it is found. */
  valueHint?: string;
  /** For keys and certificates, which have several lines. */
  isMultiline?: boolean;
  isDisabled?: boolean;
  className?: string;
}

/** Neither is the name of a secret. */
const NEW = '+new';
const NONE = '+none';

/** Picks a secret by its name, or takes in a new one on the spot. Inside a `Field` it finds its label by itself. */
export function SecretField({
  secrets,
  value,
  onChange,
  onSave,
  label,
  noneLabel,
  suggestedName = '',
  valueHint,
  isMultiline = false,
  isDisabled = false,
  className,
}: SecretFieldProps) {
  const [isAdding, setIsAdding] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const isMissing = value !== undefined && !secrets.some(({ name }) => name === value);

  const close = () => {
    setIsAdding(false);
    root.current?.querySelector<HTMLElement>('[role="combobox"]')?.focus();
  };
  const pick = (picked: string) => {
    if (picked === NEW) setIsAdding(true);
    else onChange(picked === NONE ? undefined : picked);
  };
  return (
    <div ref={root} className={className ?? 'flex min-w-0 flex-col gap-2'}>
      <Select
        {...(label === undefined ? {} : { label })}
        value={value ?? (noneLabel === undefined ? '' : NONE)}
        onChange={pick}
        placeholder="Pick a secret"
        isDisabled={isDisabled}
        options={[
          ...(noneLabel === undefined ? [] : [{ value: NONE, label: noneLabel }]),
          ...(isMissing ? [{ value, label: `${value} (not there any more)` }] : []),
          ...secrets.map((secret) => ({ value: secret.name, label: secretLabel(secret) })),
          { value: NEW, label: 'New secret…' },
        ]}
      />
      {isAdding && (
        <NewSecretForm
          takenNames={secrets.map(({ name }) => name)}
          suggestedName={suggestedName}
          {...(valueHint === undefined ? {} : { valueHint })}
          isMultiline={isMultiline}
          onSave={onSave}
          onSaved={(name) => {
            onChange(name);
            close();
          }}
          onCancel={close}
        />
      )}
    </div>
  );
}

/** `stripe.test · …a1b2`. */
const secretLabel = ({ name, ending }: KnownSecret) => (ending === '' ? name : `${name} · …${ending}`);
