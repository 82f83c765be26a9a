import { FilePen, Settings2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BodyContent } from '../../../../shared/model/body.ts';
import { formatTitles } from '../../../../shared/model/encryption.ts';
import { call } from '../../../host/call.ts';
import { attempt } from '../../../state/notices.ts';
import { saveSecret } from '../../../state/secrets.ts';
import { showDraft } from '../../../state/view.ts';
import { useWorkbench } from '../../../state/workbench.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { CodeView } from '../../../ui/CodeView.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import {
  EncryptionFields,
  newFormat,
  type EncryptionDraft,
} from '../../../ui/encryption/EncryptionFields.tsx';
import { keyHints } from '../../../ui/encryption/key-hints.ts';
import { withOptional } from '../../../ui/encryption/with-optional.ts';
import { Popover } from '../../../ui/Popover.tsx';
import { SecretField } from '../../../ui/SecretField.tsx';
import { SplitPane } from '../../../ui/SplitPane.tsx';
import { recall, remember } from '../remembered.ts';
import { TokenCard } from '../tokens/TokenCard.tsx';
import { useDecrypted, type Decryption, type Found } from './use-decrypted.ts';

export interface DecryptedBodyProps {
  exchangeId: string;
  binId: string;
  /** The body as it came, as text. */
  ciphertext: string;
  found: readonly Found[];
}

/** The ciphertext, and beside it what it says; with what it is read is remembered for the bin. */
export function DecryptedBody({ exchangeId, binId, ciphertext, found }: DecryptedBodyProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const [asked, setAsked] = useState(() => firstChoice(binId, found));
  const change = (next: EncryptionDraft) => {
    setAsked(next);
    remember('decrypt', binId, next);
  };
  const [isHowOpen, setIsHowOpen] = useState(false);
  const decryption = useDecrypted(exchangeId, asked);
  const value = decryption?.value;
  // Shown as used even where it was found by trying.
  const secretName = asked.secretName ?? value?.encryption.secretName;
  const hint = keyHints[asked.how.format];
  // A key that was found by trying is tried first from then on.
  const foundName = asked.secretName === undefined ? value?.encryption.secretName : undefined;
  useEffect(() => {
    if (foundName !== undefined) remember('decrypt', binId, { ...asked, secretName: foundName });
  }, [foundName, binId, asked]);
  return (
    <div className="flex min-h-0 flex-1 flex-col border-t border-line">
      <div role="toolbar" aria-label="Decryption" className="flex flex-wrap items-start gap-2 px-4 py-2">
        <span className="h-7 leading-7 font-medium">{formatTitles[asked.how.format]}</span>
        {asked.field !== undefined && (
          <span className="code h-7 text-code leading-7 text-muted">{asked.field}</span>
        )}
        <SecretField
          label={hint.label}
          secrets={secrets}
          value={secretName}
          onChange={(name) => change(withOptional(asked, 'secretName', name))}
          onSave={saveSecret}
          suggestedName={asked.how.format}
          valueHint={hint.hint}
          isMultiline={hint.isMultiline}
          className="flex w-56 min-w-0 flex-col gap-2"
        />
        <Popover
          isOpen={isHowOpen}
          onOpenChange={setIsHowOpen}
          trigger={<Button icon={Settings2}>How…</Button>}
          label="How it is encrypted"
          align="start"
          className="max-h-[70vh] overflow-y-auto"
        >
          <EncryptionFields
            value={withOptional(asked, 'secretName', secretName)}
            onChange={change}
            secrets={secrets}
            onSaveSecret={saveSecret}
            errors={decryption?.errors ?? {}}
          />
        </Popover>
        <span className="flex-1" />
        <Button
          icon={FilePen}
          disabled={value === undefined}
          onClick={() => value && void edit(exchangeId, value)}
        >
          Edit as plain text
        </Button>
      </div>
      <SplitPane
        id="decrypted"
        label="Resize ciphertext and plaintext"
        leftPercent={42}
        minLeftPx={140}
        minRightPx={200}
        left={<Pane title="Ciphertext" text={ciphertext} />}
        right={<Plaintext decryption={decryption} />}
      />
    </div>
  );
}

function Plaintext({ decryption }: { decryption: Decryption | undefined }) {
  if (decryption === undefined) return <p className="p-4 text-muted">Decrypting …</p>;
  const { value, problem } = decryption;
  if (value === undefined) {
    return (
      <Banner tone="err" title="Not decrypted" className="m-4">
        {problem}
      </Banner>
    );
  }
  const { details, warnings, tokens, plaintext } = value;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Pane
        title="Decrypted"
        text={textOf(plaintext)}
        note={details.map(({ value: each }) => each).join(' · ')}
      />
      {(warnings.length > 0 || tokens.length > 0) && (
        <div className="flex max-h-1/2 shrink-0 flex-col gap-2 overflow-y-auto border-t border-line p-3">
          {warnings.map((warning) => (
            <Banner key={warning} tone="warn">
              {warning}
            </Banner>
          ))}
          {tokens.map((token, index) => (
            <TokenCard key={index} token={token} />
          ))}
        </div>
      )}
    </div>
  );
}

function Pane({ title, text, note }: { title: string; text: string; note?: string }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-8 shrink-0 items-center gap-2 border-y border-line bg-surface pr-1 pl-4">
        <h3 className="font-medium">{title}</h3>
        <span className="min-w-0 flex-1 truncate text-small text-faint" title={note}>
          {note}
        </span>
        <CopyButton text={text} label={`Copy the ${title.toLowerCase()}`} />
      </div>
      <CodeView label={title} text={text} language={/^\s*[{[]/.test(text) ? 'json' : 'text'} isWrapped />
    </div>
  );
}

/** What was used last in this bin, if it is of the kind that this body is; else what the body looks like. */
function firstChoice(binId: string, found: readonly Found[]): EncryptionDraft {
  const last = recall('decrypt', binId);
  const [likely] = found;
  const how = likely?.how ?? last.how ?? newFormat('aes-gcm');
  const field = likely === undefined ? last.field : likely.field;
  const isSameKind = last.how?.format === how.format;
  return {
    how,
    ...(field === undefined ? {} : { field }),
    ...(isSameKind && last.secretName !== undefined ? { secretName: last.secretName } : {}),
    ...(isSameKind && last.passphraseName !== undefined ? { passphraseName: last.passphraseName } : {}),
  };
}

/** A draft that holds the plaintext, and is encrypted the same way when it is sent. */
async function edit(exchangeId: string, { plaintext, encryption }: NonNullable<Decryption['value']>) {
  const draft = await attempt('The draft was not made', () =>
    call('drafts.create', { exchangeId, body: plaintext, encryption }),
  );
  if (draft !== undefined) showDraft(draft.id);
}

/** JSON is laid out; the draft that is made of it keeps the bytes. */
function textOf(plaintext: BodyContent): string {
  if ('base64' in plaintext) return plaintext.base64;
  if (!/^\s*[{[]/.test(plaintext.text) || plaintext.text.length > 200_000) return plaintext.text;
  try {
    return JSON.stringify(JSON.parse(plaintext.text), undefined, 2);
  } catch {
    return plaintext.text;
  }
}
