import { Handshake, Lock, ShieldCheck } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { call } from '../../host/call.ts';
import { updateBin } from '../../state/bin-actions.ts';
import { attempt, notify } from '../../state/notices.ts';
import { showBinPage } from '../../state/view.ts';
import type { ActionContext } from './action-context.ts';

/** Guards and handshakes of the bin in view, and HTTPS on this computer. */
export function gateActions({ state, binId }: ActionContext): PaletteAction[] {
  const bin = state.bins.find(({ id }) => id === binId);
  const { isEnabled: isHttpsOn } = state.https;
  const switchHttps = () =>
    void attempt('HTTPS was not switched', async () => {
      const { port } = isHttpsOn ? await call('https.disable', {}) : await call('https.enable', {});
      notify(isHttpsOn ? 'HTTPS is off' : `HTTPS is served at https://localhost:${port}`);
    });
  return [
    ...(bin === undefined
      ? []
      : [
          {
            id: 'bin.guards',
            label: `Guards of ${bin.name}`,
            group: 'Bins' as const,
            icon: ShieldCheck,
            keywords: ['token', 'basic', 'auth', 'ip', 'rejected', 'handshakes'],
            run: () => showBinPage('guards'),
          },
          {
            id: 'bin.handshakes',
            label: `${bin.handshakes.isEnabled ? 'Stop answering' : 'Answer'} handshakes in ${bin.name}`,
            group: 'Bins' as const,
            icon: Handshake,
            keywords: ['challenge', 'verification', 'meta', 'slack', 'zoom', 'discord'],
            run: () =>
              void attempt('The handshakes were not switched', () =>
                updateBin(bin.id, {
                  handshakes: { ...bin.handshakes, isEnabled: !bin.handshakes.isEnabled },
                }),
              ),
          },
        ]),
    {
      id: 'https.switch',
      label: isHttpsOn ? 'Stop serving HTTPS on this computer' : 'Serve HTTPS on this computer',
      group: 'Window',
      icon: Lock,
      keywords: ['tls', 'certificate', 'ssl'],
      run: switchHttps,
    },
  ];
}
