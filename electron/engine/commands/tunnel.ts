import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { KnownHost } from '../../../shared/model/known-host.ts';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import type { TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import type { Clock, SettingsPort } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface TunnelCommandDeps {
  tunnel: {
    start(options: TunnelOptions): Promise<Tunnel>;
    stop(): Promise<Tunnel>;
    status(): Tunnel;
  };
  settings: SettingsPort;
  clock: Clock;
  addresses: () => CommandValue<'tunnel.interfaces'>['addresses'];
  publish(event: EventBody): void;
}

export function tunnelCommands(deps: TunnelCommandDeps): HandlersOf<'tunnel'> {
  const { tunnel, settings, clock, publish } = deps;
  const isOf = (host: string, port: number) => (known: KnownHost) =>
    known.host === host && known.port === port;
  const keep = (knownHosts: KnownHost[]) => {
    const after = { ...settings.read(), knownHosts };
    settings.write(after);
    publish({ type: 'settings.changed', settings: after });
    return Promise.resolve({ knownHosts });
  };

  return {
    'tunnel.start': (input) => tunnel.start(input),
    'tunnel.stop': () => tunnel.stop(),
    'tunnel.status': () => Promise.resolve(tunnel.status()),
    'tunnel.interfaces': () =>
      Promise.resolve({
        addresses: deps.addresses().map(({ interfaceName, address, family, isInternal }) => ({
          interfaceName,
          address,
          family,
          isInternal,
        })),
      }),
    async 'tunnel.trustHost'(key) {
      const { knownHosts } = settings.read();
      const known = knownHosts.filter(isOf(key.host, key.port));
      if (known.some(({ fingerprint }) => fingerprint === key.fingerprint)) return { knownHosts };
      if (known.length > 0) {
        throw new CommandError(
          'conflict',
          `${key.host} is known by another key. Forget that one first (tunnel.forgetHost), if the change is meant.`,
        );
      }
      return keep([...knownHosts, { ...key, trustedAt: clock.now() }].slice(-200));
    },
    'tunnel.forgetHost': ({ host, port }) =>
      keep(settings.read().knownHosts.filter((known) => !isOf(host, port)(known))),
  };
}
