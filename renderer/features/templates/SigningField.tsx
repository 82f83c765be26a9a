import type { ProviderInfo } from '../../../shared/model/provider.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';

export interface SigningFieldProps {
  provider: ProviderInfo;
  secretName: string | undefined;
  onChange: (secretName: string | undefined) => void;
  problem?: string | undefined;
  isDisabled?: boolean;
}

/** Key pairs and certificates have several lines. */
const PEM_SCHEMES = /-(?:rsa|v1a|ed25519|ecdsa)$|^sns-/;

/** The secret that this provider's messages are signed with, by name. */
export function SigningField({
  provider,
  secretName,
  onChange,
  problem,
  isDisabled = false,
}: SigningFieldProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  if (provider.secret === undefined) {
    return (
      <div className="flex flex-col gap-1">
        <span className="font-medium">Signature</span>
        <p className="flex h-7 items-center text-muted">{provider.name} does not sign with a secret.</p>
      </div>
    );
  }
  return (
    <Field label={`Signed with (${provider.secret.label})`} error={problem}>
      <SecretField
        secrets={secrets}
        value={secretName}
        onChange={onChange}
        onSave={saveSecret}
        noneLabel="Unsigned"
        suggestedName={provider.id}
        valueHint={`${provider.secret.example}. ${provider.secret.where}`}
        isMultiline={PEM_SCHEMES.test(provider.schemeIds[0] ?? '')}
        isDisabled={isDisabled}
      />
    </Field>
  );
}

/** A secret that is named after the provider is likely its own. */
export const likelySecret = (providerId: string, names: readonly string[]): string | undefined =>
  names.find((name) => name === providerId) ??
  names.find(
    (name) =>
      name.startsWith(`${providerId}.`) ||
      name.startsWith(`${providerId}-`) ||
      name.startsWith(`${providerId}_`),
  );
