import { Power } from 'lucide-react';
import { NGROK_AUTHTOKEN } from '../../../shared/model/secret.ts';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import type { ActionContext } from './action-context.ts';

export function tunnelActions({ state }: ActionContext): PaletteAction[] {
  const { tunnel, settings } = state;
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  if (isRunning) {
    return [
      {
        id: 'tunnel.stop',
        label: 'Stop tunnel',
        group: 'Tunnel',
        icon: Power,
        run: () => void attempt('The tunnel was not stopped', () => call('tunnel.stop', {})),
      },
    ];
  }
  // Without a token the card asks for one: it is the place to start from.
  if (!state.secrets.secrets.some(({ name }) => name === NGROK_AUTHTOKEN)) return [];
  return [
    {
      id: 'tunnel.start',
      label: 'Start tunnel',
      group: 'Tunnel',
      icon: Power,
      keywords: ['ngrok', 'public url'],
      run: () => void attempt('The tunnel was not started', () => call('tunnel.start', settings.tunnel)),
    },
  ];
}
