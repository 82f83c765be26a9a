import { sshServerOf, type TunnelOptions } from './tunnel-options.ts';
import type { TunnelName } from './tunnel.ts';

/** What a tunnel with these options is called: its provider, and the server or interface where that is a choice. */
export function nameOfTunnel(options: TunnelOptions): TunnelName {
  switch (options.provider) {
    case 'ngrok':
      return { provider: 'ngrok' };
    case 'ssh':
      return {
        provider: 'ssh',
        through: options.service === 'custom' ? sshServerOf(options).host : options.service,
      };
    case 'lan':
      return { provider: 'lan', through: options.interfaceName };
  }
}
