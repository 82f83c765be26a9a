import { ClipboardPaste, Power } from 'lucide-react';
import { isNgrokCommand } from '../../../shared/formats/ngrok-command.ts';
import { tunnelsOf } from '../../../shared/model/tunnel-list.ts';
import { nameOfTunnel } from '../../../shared/model/tunnel-name.ts';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { ask, chooseTunnel, startTunnel, stopTunnel } from '../../state/tunnel-actions.ts';
import type { ActionContext } from './action-context.ts';

export function tunnelActions({ state }: ActionContext): PaletteAction[] {
  const { tunnel, settings } = state;
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  return [
    isRunning
      ? {
          id: 'tunnel.stop',
          label: 'Stop tunnel',
          group: 'Tunnel',
          icon: Power,
          run: () => void stopTunnel(),
        }
      : {
          id: 'tunnel.start',
          label: 'Start tunnel',
          group: 'Tunnel',
          icon: Power,
          keywords: ['ngrok', 'ssh', 'lan', 'public url'],
          run: startTunnel,
        },
    ...tunnelsOf(settings)
      .slice(1)
      .map((options, at): PaletteAction => {
        const { provider, through = provider } = nameOfTunnel(options);
        return {
          id: `tunnel.choose.${at + 1}`,
          label: `Change to the tunnel through ${through}`,
          group: 'Tunnel',
          icon: Power,
          keywords: [provider],
          run: () => void chooseTunnel(at + 1),
        };
      }),
    {
      id: 'tunnel.ngrokCommand',
      label: 'Paste an ngrok command…',
      group: 'Tunnel',
      icon: ClipboardPaste,
      keywords: ['host header', 'virtual host', 'forward'],
      run: () => ask({ kind: 'ngrokCommand', text: '' }),
    },
  ];
}

/** What a command of ngrok's that was typed or pasted into the palette is for. */
export function ngrokCommandAction(text: string): PaletteAction | undefined {
  // The bare name is a search for what has to do with ngrok.
  if (!/\S\s+\S/.test(text.trim()) || !isNgrokCommand(text)) return undefined;
  return {
    id: 'tunnel.ngrokCommand.typed',
    label: `Set up what this does: ${text.trim()}`,
    group: 'Tunnel',
    icon: ClipboardPaste,
    run: () => ask({ kind: 'ngrokCommand', text }),
  };
}
