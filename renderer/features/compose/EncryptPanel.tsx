import { useState } from 'react';
import type { Draft } from '../../../shared/model/draft.ts';
import type { Encryption } from '../../../shared/model/encryption.ts';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { CodeView } from '../../ui/CodeView.tsx';
import { EncryptionFields, newFormat, type EncryptionDraft } from '../../ui/encryption/EncryptionFields.tsx';
import { savedDraft, setEncryption } from './draft-edits.ts';

interface Preview {
  text?: string;
  problem?: string;
  errors: Record<string, string>;
}

/** How the body of a draft is encrypted on sending; what is edited stays plain text. */
export function EncryptPanel({ draft }: { draft: Draft }) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const { encryption } = draft;
  // Until a key is picked there is nothing that could be kept with the draft.
  const [begun, setBegun] = useState<EncryptionDraft>();
  const [preview, setPreview] = useState<Preview>();
  const value: EncryptionDraft | undefined = encryption ?? begun;

  const change = (next: EncryptionDraft | undefined) => {
    setPreview(undefined);
    setBegun(next);
    const { secretName } = next ?? {};
    const complete = next === undefined || secretName === undefined ? undefined : { ...next, secretName };
    if (complete !== undefined || next === undefined) {
      void attempt('The encryption was not saved', () => setEncryption(draft.id, complete ?? null));
    }
  };
  const show = async () => {
    if (encryption !== undefined) setPreview(await previewOf(draft.id, encryption));
  };

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <Checkbox
        label="Encrypt the body when it is sent"
        hint="The draft keeps the plain text. A signature is made over what goes out."
        isChecked={value !== undefined}
        onChange={(isOn) => change(isOn ? { how: newFormat('jwe') } : undefined)}
      />
      {value !== undefined && (
        <div className="max-w-140">
          <EncryptionFields
            value={value}
            onChange={change}
            secrets={secrets}
            onSaveSecret={saveSecret}
            errors={preview?.errors ?? {}}
          />
        </div>
      )}
      {value !== undefined && (
        <div className="flex items-center gap-3">
          <Button disabled={encryption === undefined} onClick={() => void show()}>
            Show what goes out
          </Button>
          {encryption === undefined && <span className="text-small text-faint">Pick a key first.</span>}
        </div>
      )}
      {preview?.problem !== undefined && <Banner tone="err">{preview.problem}</Banner>}
      {preview?.text !== undefined && (
        <div className="flex h-48 shrink-0 rounded-control border border-line">
          <CodeView label="What goes out" text={preview.text} isWrapped />
        </div>
      )}
    </div>
  );
}

/** The body as it would be sent now, with what was just typed. */
async function previewOf(draftId: string, encryption: Encryption): Promise<Preview> {
  const body = (await savedDraft(draftId))?.body ?? { text: '' };
  if ('exchangeId' in body) {
    return { problem: 'The body is that of a capture: open it decrypted to edit it.', errors: {} };
  }
  try {
    return { text: asText(await call('payloads.encrypt', { content: body, encryption })), errors: {} };
  } catch (error) {
    const details = error instanceof CommandFailureError ? error.details : [];
    return {
      problem: error instanceof Error ? error.message : String(error),
      errors: Object.fromEntries(details.map(({ path, message }) => [path, message])),
    };
  }
}

const asText = ({ body }: CommandValue<'payloads.encrypt'>): string =>
  'text' in body ? body.text : body.base64;
