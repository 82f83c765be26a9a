import { ArrowLeftRight, CornerDownRight, KeyRound, RotateCw, Settings } from 'lucide-react';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import { ask, startNow, startTunnel } from '../../state/tunnel-actions.ts';
import { showPlace } from '../../state/view.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { useNow } from '../../ui/use-now.ts';
import { showHostKey } from './host-key-question.ts';
import { PublicUrls } from './PublicUrls.tsx';
import { introOf, lastedFor, nameWords, remedyOf } from './tunnel-words.ts';

/** What the card says between the state and its button. */
export function TunnelDetails({ tunnel }: { tunnel: Tunnel }) {
  return (
    <>
      <State tunnel={tunnel} />
      <StandIn tunnel={tunnel} />
      <Remedy tunnel={tunnel} />
    </>
  );
}

function State({ tunnel }: { tunnel: Tunnel }) {
  const provider = useWorkbench((state) => state.settings.tunnel.provider);
  switch (tunnel.state) {
    case 'stopped':
      return <p className="text-small text-faint">{introOf(provider)}</p>;
    case 'starting':
      return <p className="text-small break-words text-muted">Connecting to {nameWords(tunnel)}…</p>;
    case 'online':
      return <Online tunnel={tunnel} />;
    case 'reconnecting':
      return <Reconnecting tunnel={tunnel} />;
    case 'failed':
      return (
        <p className="max-h-40 overflow-y-auto text-small break-words text-err select-text" tabIndex={-1}>
          <Inert text={failureOf(tunnel)} />
        </p>
      );
  }
}

function Online({ tunnel }: { tunnel: Tunnel }) {
  const listener = useWorkbench((state) => state.listener);
  const now = useNow();
  if (tunnel.publicUrl === undefined) return null;
  const isLan = tunnel.provider === 'lan';
  return (
    <>
      <div className="code text-code break-all select-text" title={tunnel.publicUrl}>
        {hostOf(tunnel.publicUrl)}
      </div>
      <div className="-my-1 -ml-1.5 flex items-center gap-0.5">
        <CopyButton text={tunnel.publicUrl} label="Copy public URL" />
        <PublicUrls publicUrl={tunnel.publicUrl} />
        <span className="nums ml-auto shrink-0 text-small text-faint" title="Online for">
          {lastedFor(tunnel.sinceAt, now)}
        </span>
      </div>
      {!isLan && (
        <div className="flex items-start gap-1.5 text-small text-muted">
          <CornerDownRight aria-hidden size={13} className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-all select-text">
            to <span className="code">{`${listener.host}:${listener.port}`}</span>
          </span>
        </div>
      )}
      <p className="text-small text-faint">
        {isLan ? 'Everyone in this network can send to it.' : 'Anyone who has the URL can send to it.'}
      </p>
    </>
  );
}

function Reconnecting({ tunnel }: { tunnel: Tunnel }) {
  const now = useNow();
  const seconds = tunnel.retryAt === undefined ? 0 : Math.ceil((tunnel.retryAt - now) / 1000);
  return (
    <div className="text-small text-muted">
      {tunnel.publicUrl !== undefined && (
        <div className="code break-all text-faint">{hostOf(tunnel.publicUrl)}</div>
      )}
      {tunnel.error !== undefined && (
        <p className="break-words select-text">
          <Inert text={tunnel.error.message} />
        </p>
      )}
      <p className="nums text-faint">{seconds > 0 ? `Next try in ${seconds} s` : 'Trying now…'}</p>
    </div>
  );
}

/** Which tunnel stands in for which, or is tried. */
function StandIn({ tunnel }: { tunnel: Tunnel }) {
  const { standsInFor, trying, standbyProblem } = tunnel;
  return (
    <>
      {trying !== undefined && (
        <p className="text-small break-words text-muted">Trying {nameWords(trying)} in its place…</p>
      )}
      {standbyProblem !== undefined && (
        <div className="text-small break-words text-muted select-text">
          {nameWords(standbyProblem)} could not take over: <Inert text={standbyProblem.error.message} />
          {standbyProblem.hostKey !== undefined && (
            <Button size="small" icon={KeyRound} onClick={() => showHostKey(standbyProblem)}>
              Check fingerprint…
            </Button>
          )}
        </div>
      )}
      {standsInFor !== undefined && (
        <>
          <p className="text-small break-words text-warn select-text">
            In place of {nameWords(standsInFor)}
            {standsInFor.error === undefined ? '.' : ': '}
            {standsInFor.error !== undefined && <Inert text={standsInFor.error.message} />}
          </p>
          <Button icon={ArrowLeftRight} onClick={() => void startNow(workbench().settings.tunnel)}>
            Back to {nameWords(standsInFor)}
          </Button>
        </>
      )}
    </>
  );
}

/** What to do about a failure, beside starting again. */
function Remedy({ tunnel }: { tunnel: Tunnel }) {
  if (tunnel.error === undefined || (tunnel.state !== 'failed' && tunnel.state !== 'reconnecting'))
    return null;
  switch (remedyOf(tunnel.error.code)) {
    case 'token':
      return (
        <Button icon={KeyRound} onClick={() => ask({ kind: 'authtoken' })}>
          Change token
        </Button>
      );
    case 'hostKey':
      return (
        <Button icon={KeyRound} onClick={() => showHostKey(tunnel)}>
          Check fingerprint…
        </Button>
      );
    case 'settings':
      return (
        <Button icon={Settings} onClick={() => showPlace('settings')}>
          Open settings
        </Button>
      );
    case 'retry':
      if (tunnel.state !== 'reconnecting') return null;
      return (
        <Button icon={RotateCw} onClick={startTunnel}>
          Retry now
        </Button>
      );
  }
}

/** The dialog shows the fingerprint; in the card there is no room for it. */
function failureOf({ error, hostKey }: Tunnel): string {
  if (error === undefined) return 'The tunnel could not be started.';
  return error.code === 'host_key_unknown' && hostKey !== undefined
    ? `${hostKey.host} is seen for the first time. Check its fingerprint before you trust it.`
    : error.message;
}

const hostOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');
