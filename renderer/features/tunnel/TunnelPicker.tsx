import { ChevronDown, ClipboardPaste, Server, Settings, Wifi } from 'lucide-react';
import { useState } from 'react';
import { tunnelsOf } from '../../../shared/model/tunnel-list.ts';
import { ask, chooseTunnel } from '../../state/tunnel-actions.ts';
import { showPlace } from '../../state/view.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Menu } from '../../ui/Menu.tsx';
import { LanDialog } from './LanDialog.tsx';
import { SshDialog } from './SshDialog.tsx';
import { factsOf, optionWords } from './tunnel-words.ts';

/** Which tunnel it is, and a menu of the others. */
export function TunnelPicker() {
  const settings = useWorkbench((state) => state.settings);
  const tunnel = useWorkbench((state) => state.tunnel);
  const [adding, setAdding] = useState<'ssh' | 'lan'>();
  const tunnels = tunnelsOf(settings);
  const isOn = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  const facts = isOn ? factsOf(tunnel) : optionWords(settings.tunnel).short;
  const close = () => setAdding(undefined);
  return (
    <>
      <Menu
        trigger={
          <button
            type="button"
            aria-label={`Tunnel: ${facts}. Choose another`}
            title={facts}
            className="-mr-1 ml-auto flex h-5 min-w-0 items-center gap-0.5 rounded-control px-1 text-small text-muted hover:bg-hover hover:text-fg"
          >
            <span className="nums truncate">{facts}</span>
            <ChevronDown aria-hidden size={12} className="shrink-0" />
          </button>
        }
        groups={[
          tunnels.map((options, index) => ({
            label: optionWords(options).title,
            detail: optionWords(options).detail,
            isChecked: index === 0,
            onSelect: () => {
              if (index > 0) void chooseTunnel(index);
            },
          })),
          [
            { label: 'Add an SSH server…', icon: Server, onSelect: () => setAdding('ssh') },
            { label: 'Listen in the local network…', icon: Wifi, onSelect: () => setAdding('lan') },
          ],
          [
            {
              label: 'Paste an ngrok command…',
              icon: ClipboardPaste,
              onSelect: () => ask({ kind: 'ngrokCommand', text: '' }),
            },
            { label: 'Tunnel settings', icon: Settings, onSelect: () => showPlace('settings') },
          ],
        ]}
      />
      {adding === 'ssh' && <SshDialog onClose={close} />}
      {adding === 'lan' && <LanDialog onClose={close} />}
    </>
  );
}
