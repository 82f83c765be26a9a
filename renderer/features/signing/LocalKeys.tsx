import { Download, KeyRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { KeyPair } from '../../../shared/ipc/commands/keys.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { NewKeyForm, type KeyNeed } from './NewKeyForm.tsx';

export interface LocalKeysProps {
  need: KeyNeed;
  secretName: string | undefined;
  onPick: (secretName: string) => void;
}

/** For senders that sign with a private key: a key of one's own, and its public half for the code under test. */
export function LocalKeys({ need, secretName, onPick }: LocalKeysProps) {
  const secrets = useWorkbench((state) => state.secrets);
  const [keys, setKeys] = useState<readonly KeyPair[]>([]);
  const [isAdding, setIsAdding] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    // Without them the fields above still work: the keys are secrets like others.
    call('keys.list', {}).then(
      (value) => isCurrent && setKeys(value.keys),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [secrets]);
  const picked = keys.find(({ name, algorithm }) => name === secretName && algorithm === need.algorithm);
  return (
    <div
      role="group"
      aria-label="Local key"
      className="flex flex-col gap-2 rounded-control border border-line bg-surface p-3"
    >
      <p className="text-muted">
        The sender signs with a private key that only it has. Sign with a local one, and give your code its
        public half{need.hasCertificate ? ' or certificate' : ''}.
      </p>
      {picked !== undefined && <PublicHalf pair={picked} />}
      {isAdding ? (
        <NewKeyForm
          need={need}
          takenNames={secrets.secrets.map(({ name }) => name)}
          onMade={(pair) => {
            setIsAdding(false);
            setKeys((known) => [...known, pair]);
            onPick(pair.name);
          }}
          onCancel={() => setIsAdding(false)}
        />
      ) : (
        <Button icon={KeyRound} className="self-start" onClick={() => setIsAdding(true)}>
          New local key…
        </Button>
      )}
    </div>
  );
}

function PublicHalf({ pair }: { pair: KeyPair }) {
  const { name, publicKeyPem, certificatePem, forms } = pair;
  return (
    <div className="flex flex-col gap-2">
      {forms.map(({ label, value }) => (
        <div key={label} className="flex min-w-0 items-center gap-2">
          <span className="shrink-0 text-small text-faint">{label}</span>
          <span className="code min-w-0 flex-1 truncate text-code select-text" title={value}>
            {value}
          </span>
          <CopyButton text={value} label={`Copy ${label}`} />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" icon={Download} onClick={() => void save(publicKeyPem, `${name}.public.pem`)}>
          Public key (PEM)
        </Button>
        <CopyButton text={publicKeyPem} label="Copy the public key as PEM" />
        {certificatePem !== undefined && (
          <>
            <Button size="small" icon={Download} onClick={() => void save(certificatePem, `${name}.crt.pem`)}>
              Certificate (PEM)
            </Button>
            <CopyButton text={certificatePem} label="Copy the certificate as PEM" />
          </>
        )}
      </div>
    </div>
  );
}

async function save(text: string, suggestedName: string): Promise<void> {
  const saved = await attempt('It was not saved', () => call('desktop.saveText', { text, suggestedName }));
  if (saved?.path !== undefined) notify(`Saved to ${saved.path}`);
}
