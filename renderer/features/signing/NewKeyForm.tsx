import { useState, type KeyboardEvent } from 'react';
import type { KeyAlgorithm, KeyPair } from '../../../shared/ipc/commands/keys.ts';
import { call } from '../../host/call.ts';
import { freeSecretName } from '../../ui/secret-form.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { problemOf, type SignProblem } from './use-preview.ts';

/** What kind of key a scheme needs. */
export interface KeyNeed {
  algorithm: KeyAlgorithm;
  hasCertificate: boolean;
  hasWebhookId: boolean;
  suggestedName: string;
}

export interface NewKeyFormProps {
  need: KeyNeed;
  takenNames: readonly string[];
  onMade: (pair: KeyPair) => void;
  onCancel: () => void;
}

/** Makes a key pair on this computer. No form of its own: it stands inside of others. */
export function NewKeyForm({ need, takenNames, onMade, onCancel }: NewKeyFormProps) {
  const [name, setName] = useState(() => freeSecretName(need.suggestedName, takenNames));
  const [webhookId, setWebhookId] = useState('');
  const [problem, setProblem] = useState<SignProblem>();
  const [isMaking, setIsMaking] = useState(false);
  const make = async () => {
    if (need.hasWebhookId && webhookId === '') {
      setProblem({ path: 'webhookId', message: 'Enter the webhook id that your code checks against.' });
      return;
    }
    setIsMaking(true);
    try {
      const pair = await call('keys.create', {
        name,
        algorithm: need.algorithm,
        ...(need.hasCertificate ? { certificate: { commonName: 'Hookbench' } } : {}),
        ...(webhookId === '' ? {} : { webhookId }),
      });
      onMade(pair);
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setIsMaking(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement && !event.ctrlKey) void make();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const errorAt = (path: string) => (problem?.path === path ? problem.message : undefined);
  return (
    <div role="group" aria-label="New local key" onKeyDown={onKeyDown} className="flex flex-col gap-2">
      <Field
        label="Name"
        hint="The private key is kept as a secret of this name."
        error={errorAt('name') ?? errorAt('request')}
      >
        <TextField
          autoFocus
          isCode
          value={name}
          onChange={(next) => {
            setName(next.trim());
            setProblem(undefined);
          }}
        />
      </Field>
      {need.hasWebhookId && (
        <Field
          label="Webhook id"
          hint="PayPal signs it too; any will do, as long as your code uses the same."
          error={errorAt('webhookId')}
        >
          <TextField
            isCode
            value={webhookId}
            placeholder="1JE4291016473214C"
            onChange={(next) => {
              setWebhookId(next.trim());
              setProblem(undefined);
            }}
          />
        </Field>
      )}
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="small" variant="primary" isBusy={isMaking} onClick={() => void make()}>
          Make the key
        </Button>
      </div>
    </div>
  );
}
