import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { saveSecret } from '../../state/secrets.ts';
import { useProvider, useProviders } from '../../state/providers.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Select } from '../../ui/Select.tsx';
import type { CheckWith } from './use-check.ts';

/** Not the id of a provider. */
const AUTO = '+auto';

export interface VerifyAgainProps {
  /** What the request is recognized as. */
  recognizedId: string | undefined;
  isChecking: boolean;
  onVerify: (choice: CheckWith) => void;
}

/** Checks with another secret, or as another provider: at once when one is picked. */
export function VerifyAgain({ recognizedId, isChecking, onVerify }: VerifyAgainProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const providers = useProviders();
  const [providerId, setProviderId] = useState<string>();
  const [secretName, setSecretName] = useState<string>();
  const recognized = useProvider(recognizedId);
  const provider = useProvider(providerId ?? recognizedId);
  const secret = provider?.secret;

  const verify = (nextProvider: string | undefined, nextSecret: string | undefined) => {
    setProviderId(nextProvider);
    setSecretName(nextSecret);
    onVerify({
      ...(nextProvider === undefined ? {} : { providerId: nextProvider }),
      ...(nextSecret === undefined ? {} : { secretName: nextSecret }),
    });
  };
  return (
    <section aria-label="Verify again" className="flex flex-col gap-3">
      <h3 className="font-semibold">Verify again</h3>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(14rem,1fr))] items-start gap-3">
        <Field label="Provider">
          <Select
            value={providerId ?? AUTO}
            onChange={(picked) => verify(picked === AUTO ? undefined : picked, secretName)}
            options={[
              {
                value: AUTO,
                label: recognized === undefined ? 'As the bin is set up' : `Recognized: ${recognized.name}`,
              },
              ...providers
                .filter(({ schemeIds }) => schemeIds.length > 0)
                .map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Field>
        <Field label="Secret">
          <SecretField
            secrets={secrets.filter(({ name }) => name !== 'ngrok.authtoken')}
            value={secretName}
            onChange={(picked) => verify(providerId, picked)}
            onSave={saveSecret}
            noneLabel="Those of the bin"
            suggestedName={provider?.id ?? ''}
            {...(secret === undefined
              ? {}
              : { valueHint: `${secret.label}, such as ${secret.example}. ${secret.where}` })}
          />
        </Field>
      </div>
      <div>
        <Button icon={RefreshCw} isBusy={isChecking} onClick={() => verify(providerId, secretName)}>
          Verify again
        </Button>
      </div>
    </section>
  );
}
