import { JWE_ALGORITHMS, JWE_ENCRYPTIONS, type PayloadFormat } from '../../../shared/model/encryption.ts';
import { Field } from '../Field.tsx';
import { Select } from '../Select.tsx';

type Jwe = Extract<PayloadFormat, { format: 'jwe' }>;

const options = <Value extends string>(values: readonly Value[]) =>
  values.map((value) => ({ value, label: value }));

export function JweFields({ how, onChange }: { how: Jwe; onChange: (how: Jwe) => void }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
      <Field label="Key (alg)">
        <Select
          value={how.alg}
          onChange={(alg) => onChange({ ...how, alg })}
          options={options(JWE_ALGORITHMS)}
          className="w-full"
        />
      </Field>
      <Field label="Cipher (enc)">
        <Select
          value={how.enc}
          onChange={(enc) => onChange({ ...how, enc })}
          options={options(JWE_ENCRYPTIONS)}
          className="w-full"
        />
      </Field>
      <Field label="Written as">
        <Select
          value={how.serialization}
          onChange={(serialization) => onChange({ ...how, serialization })}
          options={[
            { value: 'compact', label: 'Compact' },
            { value: 'flattened', label: 'JSON, flattened' },
            { value: 'general', label: 'JSON, general' },
          ]}
          className="w-full"
        />
      </Field>
    </div>
  );
}
