import { z } from 'zod';
import { HostKey, KnownHost } from '../../model/known-host.ts';
import { Tunnel } from '../../model/tunnel.ts';
import { TunnelOptions } from '../../model/tunnel-options.ts';
import { command, nothing } from '../command.ts';

const knownHosts = z.strictObject({ knownHosts: z.array(KnownHost) });

export const tunnelCommands = {
  /** May answer before the tunnel is `online`. */
  'tunnel.start': command(TunnelOptions, Tunnel),
  'tunnel.stop': command(nothing, Tunnel),
  'tunnel.status': command(nothing, Tunnel),
  /** The addresses at which a `lan` tunnel could listen. */
  'tunnel.interfaces': command(
    nothing,
    z.strictObject({
      addresses: z.array(
        z.strictObject({
          interfaceName: z.string(),
          address: z.string(),
          family: z.enum(['IPv4', 'IPv6']),
          /** Only this computer reaches it. */
          isInternal: z.boolean(),
        }),
      ),
    }),
  ),
  /**
   * Remembers the key of an SSH server, which the user has compared. `conflict` while another key of that server is
   * known: it has to be forgotten first, on purpose.
   */
  'tunnel.trustHost': command(HostKey, knownHosts),
  'tunnel.forgetHost': command(
    z.strictObject({ host: HostKey.shape.host, port: HostKey.shape.port }),
    knownHosts,
  ),
};
