import { RefreshCw } from 'lucide-react';
import type { Draft } from '../../../shared/model/draft.ts';
import type { DraftSigning } from '../../../shared/model/signing.ts';
import { Banner } from '../../ui/Banner.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { SignFields } from './SignFields.tsx';
import { usePreview, type Preview } from './use-preview.ts';

export interface SignPanelProps {
  draft: Draft;
  /** Saves what was typed and gives the draft as it is then. */
  read: () => Promise<Draft | undefined>;
  onChange: (sign: DraftSigning) => void;
}

/** How a draft is signed when it is sent, and what that will put on it. */
export function SignPanel({ draft, read, onChange }: SignPanelProps) {
  const { sign, method, url, headers, updatedAt } = draft;
  const { isEnabled, ...choice }: DraftSigning = sign ?? { provider: '', isFrozen: false, isEnabled: false };
  const hasProvider = choice.provider !== '';
  const chosen = hasProvider ? choice : undefined;
  const preview = usePreview(isEnabled ? chosen : undefined, read, [method, url, headers, updatedAt]);
  return (
    <div className="relative flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      <div className="flex items-start gap-3">
        <Switch
          label="Sign when it is sent"
          isOn={isEnabled && hasProvider}
          onChange={(isOn) => onChange({ ...choice, isEnabled: isOn })}
          isDisabled={!hasProvider}
        />
        <div aria-hidden className="min-w-0">
          <div className="font-medium">Sign when it is sent</div>
          <div className="text-small text-faint">
            Computed last, over the bytes that go out, in place of a signature that is there.
          </div>
        </div>
      </div>
      <SignFields
        choice={chosen}
        problem={preview.problem}
        onChange={(next) => onChange({ ...next, isEnabled: hasProvider ? isEnabled : true })}
      />
      {isEnabled && hasProvider && (
        <SignedPreview
          {...preview}
          hasSecret={choice.secretName !== undefined}
          isTimed={choice.at === undefined && !choice.isFrozen}
        />
      )}
    </div>
  );
}

function SignedPreview({
  signed,
  problem,
  refresh,
  hasSecret,
  isTimed,
}: Preview & { refresh: () => void; hasSecret: boolean; isTimed: boolean }) {
  return (
    <div role="group" aria-label="What it adds" className="flex flex-col gap-2 border-t border-line pt-3">
      <div className="flex items-center gap-2">
        <h3 className="flex-1 font-medium">What it adds</h3>
        <IconButton label="Sign the preview again" icon={RefreshCw} size="small" onClick={refresh} />
      </div>
      {!hasSecret && <p className="text-muted">Pick a secret to see the headers before they are sent.</p>}
      {problem !== undefined && (
        <Banner tone="err" title="It can't be signed like this">
          {problem.message}
        </Banner>
      )}
      {signed !== undefined && (
        <>
          {signed.headers.length > 0 && (
            <KeyValueTable
              label="Headers of the signature"
              columns={['Header', 'Value']}
              rows={signed.headers}
            />
          )}
          {signed.url !== undefined && (
            <KeyValueTable
              label="URL with the signature"
              columns={['Part', 'Value']}
              rows={[{ name: 'URL', value: signed.url }]}
            />
          )}
          {signed.body !== undefined && (
            <p className="text-muted">
              The scheme signs in the body: its fields are set there when it is sent.
            </p>
          )}
          {isTimed && (
            <p className="text-small text-faint">As of now: time and id are taken anew when it is sent.</p>
          )}
        </>
      )}
    </div>
  );
}
