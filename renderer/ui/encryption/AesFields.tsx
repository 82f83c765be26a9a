import { EnvelopeParts, type PayloadFormat } from '../../../shared/model/encryption.ts';
import { Field } from '../Field.tsx';
import { Select } from '../Select.tsx';
import { TextField } from '../TextField.tsx';
import { withOptional } from './with-optional.ts';

type Aes = Extract<PayloadFormat, { format: 'aes-gcm' | 'aes-cbc' | 'rsa-aes' }>;
type Members = Extract<EnvelopeParts, { kind: 'members' }>;

const joinedOrders = [
  { value: 'iv-ciphertext-tag', label: 'IV, ciphertext, tag' },
  { value: 'iv-tag-ciphertext', label: 'IV, tag, ciphertext' },
  { value: 'ciphertext-tag-iv', label: 'Ciphertext, tag, IV' },
  { value: 'tag-iv-ciphertext', label: 'Tag, IV, ciphertext' },
] as const;

/** Where the parts of an envelope stand, and how its key is written. */
export function AesFields({ how, onChange }: { how: Aes; onChange: (how: Aes) => void }) {
  const { parts } = how;
  const isGcm = how.format === 'aes-gcm' || (how.format === 'rsa-aes' && how.cipher === 'aes-gcm');
  const setParts = (next: EnvelopeParts) => onChange({ ...how, parts: next });
  return (
    <>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-3">
        {how.format === 'rsa-aes' ? (
          <>
            <Field label="Cipher">
              <Select
                value={how.cipher}
                onChange={(cipher) => onChange({ ...how, cipher })}
                options={[
                  { value: 'aes-gcm', label: 'AES-GCM' },
                  { value: 'aes-cbc', label: 'AES-CBC' },
                ]}
                className="w-full"
              />
            </Field>
            <Field label="Padding">
              <Select
                value={how.padding}
                onChange={(padding) => onChange({ ...how, padding })}
                options={[
                  { value: 'oaep-sha256', label: 'OAEP, SHA-256' },
                  { value: 'oaep-sha1', label: 'OAEP, SHA-1' },
                  { value: 'pkcs1', label: 'PKCS #1 v1.5' },
                ]}
                className="w-full"
              />
            </Field>
          </>
        ) : (
          <>
            <Field label="Parts">
              <Select
                value={parts.kind}
                onChange={(kind) => setParts(EnvelopeParts.parse({ kind }))}
                options={[
                  { value: 'members', label: 'Members of JSON' },
                  { value: 'joined', label: 'One text' },
                ]}
                className="w-full"
              />
            </Field>
            <Field label="Key is">
              <Select
                value={how.key.from}
                onChange={(from) => onChange({ ...how, key: { ...how.key, from } })}
                options={[
                  { value: 'auto', label: 'Base64, hex or text' },
                  { value: 'base64', label: 'Base64' },
                  { value: 'hex', label: 'Hex' },
                  { value: 'text', label: 'Text' },
                  { value: 'sha256', label: 'SHA-256 of the text' },
                  { value: 'md5', label: 'MD5 of the text' },
                  { value: 'pbkdf2', label: 'PBKDF2 of the text' },
                ]}
                className="w-full"
              />
            </Field>
          </>
        )}
        <Field label="Encoding">
          <Select
            value={how.encoding}
            onChange={(encoding) => onChange({ ...how, encoding })}
            options={[
              { value: 'base64', label: 'Base64' },
              { value: 'base64url', label: 'Base64url' },
              { value: 'hex', label: 'Hex' },
            ]}
            className="w-full"
          />
        </Field>
        {parts.kind === 'joined' && isGcm && (
          <Field label="Order">
            <Select
              value={parts.order}
              onChange={(order) => setParts({ ...parts, order })}
              options={joinedOrders}
              className="w-full"
            />
          </Field>
        )}
      </div>
      {how.format !== 'rsa-aes' && how.key.from === 'pbkdf2' && (
        <Pbkdf2Fields how={how} onChange={onChange} />
      )}
      {parts.kind === 'members' && (
        <MemberFields
          parts={parts}
          isGcm={isGcm}
          wrappedKey={how.format === 'rsa-aes' ? how.wrappedKey : undefined}
          onChange={setParts}
          onWrappedKey={(wrappedKey) => how.format === 'rsa-aes' && onChange({ ...how, wrappedKey })}
        />
      )}
    </>
  );
}

type KeyedAes = Extract<Aes, { key: unknown }>;

function Pbkdf2Fields({ how, onChange }: { how: KeyedAes; onChange: (how: KeyedAes) => void }) {
  const iterations = (text: string) => {
    const count = Number(text);
    if (Number.isInteger(count) && count >= 1 && count <= 2_000_000) {
      onChange({ ...how, key: { ...how.key, iterations: count } });
    }
  };
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="Salt" hint="As text">
        <TextField
          isCode
          value={how.key.salt ?? ''}
          onChange={(salt) => onChange({ ...how, key: { ...how.key, salt } })}
        />
      </Field>
      <Field label="Rounds">
        <TextField type="number" isCode value={String(how.key.iterations)} onChange={iterations} />
      </Field>
    </div>
  );
}

interface MemberFieldsProps {
  parts: Members;
  isGcm: boolean;
  wrappedKey: string | undefined;
  onChange: (parts: Members) => void;
  onWrappedKey: (name: string) => void;
}

function MemberFields({ parts, isGcm, wrappedKey, onChange, onWrappedKey }: MemberFieldsProps) {
  const withTag = (tag: string) => onChange(withOptional(parts, 'tag', tag === '' ? undefined : tag));
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(7rem,1fr))] gap-3">
      {wrappedKey !== undefined && (
        <Field label="Key in">
          <TextField isCode value={wrappedKey} onChange={(name) => name !== '' && onWrappedKey(name)} />
        </Field>
      )}
      <Field label="IV in">
        <TextField isCode value={parts.iv} onChange={(iv) => iv !== '' && onChange({ ...parts, iv })} />
      </Field>
      <Field label="Ciphertext in">
        <TextField
          isCode
          value={parts.ciphertext}
          onChange={(ciphertext) => ciphertext !== '' && onChange({ ...parts, ciphertext })}
        />
      </Field>
      {isGcm && (
        <Field label="Tag in">
          <TextField isCode value={parts.tag ?? ''} onChange={withTag} placeholder="behind it" />
        </Field>
      )}
    </div>
  );
}
