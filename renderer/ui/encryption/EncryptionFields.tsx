import {
  formatTitles,
  PayloadFormat,
  type Encryption,
  type PayloadFormatName,
} from '../../../shared/model/encryption.ts';
import { Field } from '../Field.tsx';
import { SecretField, type KnownSecret } from '../SecretField.tsx';
import { Select } from '../Select.tsx';
import { TextField } from '../TextField.tsx';
import { AesFields } from './AesFields.tsx';
import { JweFields } from './JweFields.tsx';
import { keyHints } from './key-hints.ts';
import { withOptional } from './with-optional.ts';

/** How something is encrypted, with its key picked or not yet. */
export type EncryptionDraft = Omit<Encryption, 'secretName'> & { secretName?: string };

export interface EncryptionFieldsProps {
  value: EncryptionDraft;
  onChange: (value: EncryptionDraft) => void;
  secrets: readonly KnownSecret[];
  onSaveSecret: (name: string, value: string) => Promise<string | undefined>;
  /** What is wrong with a part of it: `secretName`, `passphraseName`, `field`. */
  errors?: Readonly<Record<string, string>>;
}

const formats = Object.entries(formatTitles).map(([value, label]) => ({
  value: value as PayloadFormatName,
  label,
}));

/** A format as it begins when it is picked. */
export const newFormat = (format: PayloadFormatName): PayloadFormat =>
  PayloadFormat.parse(format === 'jwe' ? { format, alg: 'RSA-OAEP-256', enc: 'A256GCM' } : { format });

/** Format, key and place of an encryption. */
export function EncryptionFields({
  value,
  onChange,
  secrets,
  onSaveSecret,
  errors = {},
}: EncryptionFieldsProps) {
  const { how, secretName, passphraseName, field } = value;
  const hint = keyHints[how.format];
  const change = (part: Partial<EncryptionDraft>) => onChange({ ...value, ...part });
  const withField = (text: string) => onChange(withOptional(value, 'field', text === '' ? undefined : text));
  const withPassphrase = (name: string | undefined) => onChange(withOptional(value, 'passphraseName', name));
  const withSecret = (name: string | undefined) => onChange(withOptional(value, 'secretName', name));
  return (
    <div className="flex flex-col gap-3">
      <Field label="Format">
        <Select
          value={how.format}
          onChange={(format) => change({ how: newFormat(format) })}
          options={formats}
          className="w-full"
        />
      </Field>
      {how.format === 'jwe' && <JweFields how={how} onChange={(next) => change({ how: next })} />}
      {(how.format === 'aes-gcm' || how.format === 'aes-cbc' || how.format === 'rsa-aes') && (
        <AesFields how={how} onChange={(next) => change({ how: next })} />
      )}
      <Field label={hint.label} error={errors['secretName']} hint={hint.hint}>
        <SecretField
          secrets={secrets}
          value={secretName}
          onChange={withSecret}
          onSave={onSaveSecret}
          suggestedName={how.format}
          valueHint={hint.hint}
          isMultiline={hint.isMultiline}
        />
      </Field>
      {hint.hasPassphrase && (
        <Field label="Passphrase of the key" error={errors['passphraseName']}>
          <SecretField
            secrets={secrets}
            value={passphraseName}
            onChange={withPassphrase}
            onSave={onSaveSecret}
            noneLabel="The key has none"
            suggestedName={`${how.format}.passphrase`}
          />
        </Field>
      )}
      {how.format === 'wechat' && (
        <Field label="Receiver id" hint="The app id or corp id behind the message">
          <TextField
            isCode
            value={how.receiverId ?? ''}
            onChange={(receiverId) => change({ how: { ...how, receiverId } })}
          />
        </Field>
      )}
      {how.format !== 'feishu' && how.format !== 'wechat' && (
        <Field
          label="Field"
          error={errors['field']}
          hint="Where in a JSON body it stands, such as data.card; empty for the whole body"
        >
          <TextField isCode value={field ?? ''} onChange={withField} placeholder="the whole body" />
        </Field>
      )}
    </div>
  );
}
