import { CornerDownRight, KeyRound, Play, RotateCw, Settings, Square } from 'lucide-react';
import { useState } from 'react';
import { NGROK_AUTHTOKEN } from '../../../shared/model/secret.ts';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { showPlace } from '../../state/view.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { useNow } from '../../ui/use-now.ts';
import { AuthtokenDialog } from './AuthtokenDialog.tsx';
import { PublicUrls } from './PublicUrls.tsx';
import { StateMark } from './StateMark.tsx';
import { announcementOf, factsOf, lastedFor, remedyOf, stateWords } from './tunnel-words.ts';

const start = () =>
  attempt('The tunnel was not started', () => call('tunnel.start', workbench().settings.tunnel));
const stop = () => attempt('The tunnel was not stopped', () => call('tunnel.stop', {}));

/** The tunnel at the foot of the sidebar: its state, its public URL, and the one button that starts or stops it. */
export function TunnelCard() {
  const tunnel = useWorkbench((state) => state.tunnel);
  const hasToken = useWorkbench((state) =>
    state.secrets.secrets.some(({ name }) => name === NGROK_AUTHTOKEN),
  );
  const [isAsking, setIsAsking] = useState(false);
  const startOrAsk = () => {
    if (hasToken) void start();
    else setIsAsking(true);
  };
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  return (
    <section
      aria-label="Tunnel"
      className="relative m-2.5 flex shrink-0 flex-col gap-2 rounded-card border border-line bg-surface p-3"
    >
      <div className="flex h-5 items-center gap-2">
        <StateMark state={tunnel.state} />
        <h2 className="font-semibold">{stateWords[tunnel.state]}</h2>
        <span className="nums ml-auto truncate text-small text-faint">
          {tunnel.state === 'online' ? factsOf(tunnel) : 'ngrok'}
        </span>
      </div>
      <Details tunnel={tunnel} />
      <Remedy tunnel={tunnel} onAsk={() => setIsAsking(true)} />
      {isRunning ? (
        <Button icon={Square} onClick={() => void stop()}>
          Stop tunnel
        </Button>
      ) : (
        <Button
          icon={Play}
          variant={tunnel.state === 'stopped' ? 'secondary' : 'primary'}
          onClick={startOrAsk}
        >
          {tunnel.state === 'failed' ? 'Start again' : 'Start tunnel'}
        </Button>
      )}
      <span role="status" className="sr-only">
        {announcementOf(tunnel)}
      </span>
      {isAsking && (
        <AuthtokenDialog
          hasToken={hasToken}
          saveLabel="Save and start"
          onSaved={() => void start()}
          onClose={() => setIsAsking(false)}
        />
      )}
    </section>
  );
}

function Details({ tunnel }: { tunnel: Tunnel }) {
  switch (tunnel.state) {
    case 'stopped':
      return <p className="text-small text-faint">A public URL for your bins, while it runs.</p>;
    case 'starting':
      return <p className="text-small text-muted">Connecting to ngrok…</p>;
    case 'online':
      return <Online tunnel={tunnel} />;
    case 'reconnecting':
      return <Reconnecting tunnel={tunnel} />;
    case 'failed':
      return (
        <p className="text-small break-words text-err select-text">
          <Inert text={tunnel.error?.message ?? 'The tunnel could not be started.'} />
        </p>
      );
  }
}

function Online({ tunnel }: { tunnel: Tunnel }) {
  const listener = useWorkbench((state) => state.listener);
  const now = useNow();
  if (tunnel.publicUrl === undefined) return null;
  return (
    <>
      <div className="flex items-center gap-0.5">
        <span className="code min-w-0 flex-1 truncate text-code select-text" title={tunnel.publicUrl}>
          {hostOf(tunnel.publicUrl)}
        </span>
        <CopyButton text={tunnel.publicUrl} label="Copy public URL" />
        <PublicUrls publicUrl={tunnel.publicUrl} />
      </div>
      <div className="flex items-center gap-2 text-small text-muted">
        <CornerDownRight aria-hidden size={13} className="shrink-0" />
        <span className="min-w-0 truncate">
          to <span className="code">{`${listener.host}:${listener.port}`}</span>
        </span>
        <span className="nums ml-auto shrink-0 text-faint" title="Online for">
          {lastedFor(tunnel.sinceAt, now)}
        </span>
      </div>
      <p className="text-small text-faint">Anyone who has the URL can send to it.</p>
    </>
  );
}

function Reconnecting({ tunnel }: { tunnel: Tunnel }) {
  const now = useNow();
  const seconds = tunnel.retryAt === undefined ? 0 : Math.ceil((tunnel.retryAt - now) / 1000);
  return (
    <div className="text-small text-muted">
      {tunnel.publicUrl !== undefined && (
        <div className="code truncate text-faint">{hostOf(tunnel.publicUrl)}</div>
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

/** What to do about a failure, beside starting again. */
function Remedy({ tunnel, onAsk }: { tunnel: Tunnel; onAsk: () => void }) {
  if (tunnel.error === undefined || (tunnel.state !== 'failed' && tunnel.state !== 'reconnecting'))
    return null;
  const remedy = remedyOf(tunnel.error.code);
  if (remedy === 'token') {
    return (
      <Button icon={KeyRound} onClick={onAsk}>
        Change token
      </Button>
    );
  }
  if (remedy === 'settings') {
    return (
      <Button icon={Settings} onClick={() => showPlace('settings')}>
        Open settings
      </Button>
    );
  }
  if (tunnel.state !== 'reconnecting') return null;
  return (
    <Button icon={RotateCw} onClick={() => void start()}>
      Retry now
    </Button>
  );
}

const hostOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/$/, '');
