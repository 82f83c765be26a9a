import { Play, Square } from 'lucide-react';
import { useEvents } from '../../state/events.ts';
import { notify } from '../../state/notices.ts';
import { startTunnel, stopTunnel } from '../../state/tunnel-actions.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { HostKeyDialog } from './HostKeyDialog.tsx';
import { StateMark } from './StateMark.tsx';
import { TunnelDetails } from './TunnelDetails.tsx';
import { TunnelPicker } from './TunnelPicker.tsx';
import { announcementOf, nameWords, stateWords } from './tunnel-words.ts';

/** The tunnel at the foot of the sidebar: its state, its URL, and the one button that starts or stops it. */
export function TunnelCard() {
  const tunnel = useWorkbench((state) => state.tunnel);
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  useEvents(({ events }) => {
    for (const event of events) {
      if (event.type === 'tunnel.tookOver') {
        notify(`The tunnel through ${nameWords(event.to)} took over from ${nameWords(event.from)}`);
      }
    }
  });
  return (
    <section
      aria-label="Tunnel"
      className="relative m-2.5 flex shrink-0 flex-col gap-2 rounded-card border border-line bg-surface p-3"
    >
      <div className="flex h-5 items-center gap-2">
        <StateMark state={tunnel.state} />
        <h2 className="font-semibold">{stateWords[tunnel.state]}</h2>
        <TunnelPicker />
      </div>
      <TunnelDetails tunnel={tunnel} />
      {isRunning ? (
        <Button icon={Square} onClick={() => void stopTunnel()}>
          Stop tunnel
        </Button>
      ) : (
        <Button
          icon={Play}
          variant={tunnel.state === 'stopped' ? 'secondary' : 'primary'}
          onClick={startTunnel}
        >
          {tunnel.state === 'failed' ? 'Start again' : 'Start tunnel'}
        </Button>
      )}
      <span role="status" className="sr-only">
        {announcementOf(tunnel)}
      </span>
      <HostKeyDialog />
    </section>
  );
}
