import { Field } from '../../ui/Field.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { GenericForm } from './generic-form.ts';

const algorithms = [
  { value: 'sha256', label: 'SHA-256' },
  { value: 'sha1', label: 'SHA-1' },
  { value: 'sha384', label: 'SHA-384' },
  { value: 'sha512', label: 'SHA-512' },
  { value: 'md5', label: 'MD5' },
] as const;
const encodings = [
  { value: 'hex', label: 'hex' },
  { value: 'base64', label: 'base64' },
  { value: 'base64url', label: 'base64url' },
] as const;
const keyEncodings = [
  { value: 'utf8', label: 'its text' },
  { value: 'hex', label: 'hex of the key' },
  { value: 'base64', label: 'base64 of the key' },
  { value: 'base64url', label: 'base64url of the key' },
] as const;
const units = [
  { value: 's', label: 'seconds' },
  { value: 'ms', label: 'milliseconds' },
  { value: 'iso', label: 'a date (ISO 8601)' },
] as const;

export interface GenericFieldsProps {
  form: GenericForm;
  problems: Partial<Record<keyof GenericForm, string>>;
  onChange: (form: GenericForm) => void;
}

/** How a sender that is not among the providers signs. */
export function GenericFields({ form, problems, onChange }: GenericFieldsProps) {
  const set = (change: Partial<GenericForm>) => onChange({ ...form, ...change });
  const text = (name: keyof GenericForm, label: string, placeholder: string, hint?: string) => (
    <Field label={label} error={problems[name]} {...(hint === undefined ? {} : { hint })}>
      <TextField
        value={form[name]}
        onChange={(value) => set({ [name]: value })}
        placeholder={placeholder}
        maxLength={500}
        isCode
      />
    </Field>
  );
  return (
    <div
      role="group"
      aria-label="Scheme"
      className="grid grid-cols-[repeat(auto-fit,minmax(13rem,1fr))] items-start gap-x-4 gap-y-3"
    >
      {text('header', 'Header with the signature', 'X-Signature')}
      {text('prefix', 'Before the signature', 'sha256=', 'Empty where the header is the signature alone.')}
      {text('pair', 'Name in a list of pairs', 'v1', 'For headers such as t=…,v1=…; else empty.')}
      <Field label="Algorithm">
        <Select value={form.algorithm} onChange={(algorithm) => set({ algorithm })} options={algorithms} />
      </Field>
      <Field label="Encoding">
        <Select value={form.encoding} onChange={(encoding) => set({ encoding })} options={encodings} />
      </Field>
      {text(
        'content',
        'What is signed',
        '{timestamp}.{body}',
        'With {body}, {timestamp}, {id}, {method}, {url}, {path}, {query}.',
      )}
      <Field label="The secret is">
        <Select
          value={form.keyEncoding}
          onChange={(keyEncoding) => set({ keyEncoding })}
          options={keyEncodings}
        />
      </Field>
      {text('keyPrefix', 'Prefix of the secret', 'whsec_', 'Taken off before it is decoded.')}
      {text('timestampHeader', 'Header with the timestamp', 'X-Timestamp', 'Empty where nothing is timed.')}
      {form.timestampHeader !== '' && (
        <>
          {text('timestampPair', 'Name of the timestamp in it', 't', 'Where it is a list of pairs.')}
          <Field label="The timestamp is in">
            <Select
              value={form.timestampUnit}
              onChange={(timestampUnit) => set({ timestampUnit })}
              options={units}
            />
          </Field>
          {text('tolerance', 'Accepted for (seconds)', '300', 'Empty accepts any age.')}
        </>
      )}
      {text('idHeader', 'Header with the message id', 'X-Id', 'Needed for {id} only.')}
    </div>
  );
}
