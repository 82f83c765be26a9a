import { ngrokOf, tunnelsOf } from '../../shared/model/tunnel-list.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { SshOptions, sshServerOf, type TunnelOptions } from '../../shared/model/tunnel-options.ts';
import type { Log } from '../engine/ports.ts';
import type { Dispatch } from '../transport/dispatcher.ts';
import type { TunnelChoice } from './tunnel-flags.ts';

interface StartDeps {
  dispatch: Dispatch;
  settings: Settings;
  log: Log;
}

/** Starts the tunnel that the flags ask for. Never rejects: the local side works without it, and `tunnel.start` is there. */
export async function startTunnel(
  choice: TunnelChoice,
  { dispatch, settings, log }: StartDeps,
): Promise<void> {
  const options = optionsOf(choice, settings);
  if (options === undefined) return;
  if (options.provider === 'ssh' && typeof choice === 'object' && 'fingerprint' in choice) {
    const { host, port } = sshServerOf(options);
    const trusted = await dispatch('tunnel.trustHost', {
      host,
      port,
      keyType: 'given',
      fingerprint: choice.fingerprint,
    });
    if (!trusted.ok) {
      log.error(`The tunnel did not start: ${trusted.error.message}`);
      return;
    }
  }
  if (options.provider === 'lan') {
    log.warn(
      `Everyone in the network of ${options.interfaceName} can send to the bins while the tunnel runs.`,
    );
  }
  const started = await dispatch('tunnel.start', options);
  if (!started.ok) log.error(`The tunnel did not start: ${started.error.message}`);
}

function optionsOf(choice: TunnelChoice, settings: Settings): TunnelOptions | undefined {
  if (choice === 'none') return undefined;
  if (choice === 'ngrok') return ngrokOf(settings);
  if (choice !== 'ssh') return choice.options;
  const known = tunnelsOf(settings).find(({ provider }) => provider === 'ssh');
  return known ?? SshOptions.parse({ provider: 'ssh' });
}
