import { useEffect, useState } from 'react';
import type { HostKey } from '../../../shared/model/known-host.ts';
import { call } from '../../host/call.ts';
import { startNow } from '../../state/tunnel-actions.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { hideHostKey, showHostKey, useHostKeyQuestion } from './host-key-question.ts';

/** Shows the key of an SSH server that is not known by it: to be compared, and trusted, or not. */
export function HostKeyDialog() {
  const tunnel = useWorkbench((state) => state.tunnel);
  const shown = useHostKeyQuestion((state) => state.shown);
  const fingerprint = tunnel.state === 'failed' ? tunnel.hostKey?.fingerprint : undefined;
  useEffect(() => {
    if (fingerprint !== undefined) showHostKey(workbench().tunnel);
  }, [fingerprint]);
  if (shown === undefined) return null;
  return shown.error.code === 'host_key_changed' ? (
    <ChangedKey hostKey={shown.hostKey} />
  ) : (
    <NewKey hostKey={shown.hostKey} />
  );
}

function NewKey({ hostKey }: { hostKey: HostKey }) {
  const [error, setError] = useState<string>();
  const trust = async () => {
    try {
      await call('tunnel.trustHost', hostKey);
      hideHostKey();
      await startNow(workbench().settings.tunnel);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <Dialog
      isOpen
      onClose={hideHostKey}
      title={`Trust ${hostKey.host}?`}
      description="Hookbench has not seen this SSH server before. Its key tells it from any other that takes its place."
      onSubmit={() => void trust()}
      footer={
        <>
          <Button onClick={hideHostKey}>Cancel</Button>
          <Button variant="primary" type="submit">
            Trust and connect
          </Button>
        </>
      }
    >
      <Key hostKey={hostKey} />
      <p className="text-muted">
        Compare it with what the server’s operator publishes. On a server of your own, this prints it:{' '}
        <code className="code text-code break-all text-fg select-text">
          ssh-keygen -lf /etc/ssh/ssh_host_{keyFileOf(hostKey.keyType)}_key.pub
        </code>
      </p>
      {error !== undefined && <Banner tone="err">{error}</Banner>}
    </Dialog>
  );
}

function ChangedKey({ hostKey }: { hostKey: HostKey }) {
  const known = useWorkbench((state) => state.settings.knownHosts).filter(
    ({ host, port }) => host === hostKey.host && port === hostKey.port,
  );
  const [error, setError] = useState<string>();
  const forget = async () => {
    try {
      await call('tunnel.forgetHost', { host: hostKey.host, port: hostKey.port });
      hideHostKey();
      await startNow(workbench().settings.tunnel);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <Dialog
      isOpen
      onClose={hideHostKey}
      title={`The key of ${hostKey.host} has changed`}
      description="Hookbench has not connected. Either the server was set up anew, or somebody else answers in its place."
      footer={
        <>
          <Button variant="danger" onClick={() => void forget()}>
            Forget the old key…
          </Button>
          <Button variant="primary" onClick={hideHostKey}>
            Stay disconnected
          </Button>
        </>
      }
    >
      {known.map((each) => (
        <Key key={each.fingerprint} hostKey={each} title="Known until now" />
      ))}
      <Key hostKey={hostKey} title="Shown now" />
      <p className="text-muted">
        Ask the server’s operator. Only if the change is meant, forget the old key: the new one is then shown
        once more, to be trusted.
      </p>
      {error !== undefined && <Banner tone="err">{error}</Banner>}
    </Dialog>
  );
}

function Key({ hostKey, title }: { hostKey: HostKey; title?: string }) {
  return (
    <div className="rounded-control border border-line bg-bg px-3 py-2">
      {title !== undefined && <div className="font-medium">{title}</div>}
      <div className="text-small text-muted select-text">
        <Inert text={`${hostKey.host}:${hostKey.port} · ${hostKey.keyType}`} />
      </div>
      <div className="flex items-start gap-1">
        <span className="code min-w-0 flex-1 text-code break-all select-text">{hostKey.fingerprint}</span>
        <CopyButton text={hostKey.fingerprint} label="Copy fingerprint" />
      </div>
    </div>
  );
}

/** The file of a key of this type, as sshd names it. */
function keyFileOf(keyType: string): string {
  if (keyType.includes('ed25519')) return 'ed25519';
  return keyType.includes('ecdsa') ? 'ecdsa' : 'rsa';
}
