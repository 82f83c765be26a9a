import { z } from 'zod';
import { SecretName } from './secret.ts';

const hostName = z
  .string()
  .regex(
    /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+)$/,
    'must be a host name or an address, such as ssh.example.com',
  );
const port = z.int().min(1, 'must be from 1 to 65535').max(65_535, 'must be from 1 to 65535');
const path = z.string().min(1).max(4096);

/** ngrok: needs an account, gives a URL that stays. Absent values are ngrok's own defaults. */
export const NgrokOptions = z.strictObject({
  provider: z.literal('ngrok'),
  /** A domain reserved at the provider, such as `demo.ngrok.app`. */
  domain: z
    .string()
    .regex(
      /^(?=.{1,253}$)[A-Za-z0-9*](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}))*$/,
      'must be a host name such as demo.ngrok.app, without https://',
    )
    .optional(),
  /** `host:port` of a self-hosted or test edge. */
  serverAddr: z
    .string()
    .regex(
      /^[A-Za-z0-9.-]{1,253}:\d{1,5}$/,
      'must be host:port, such as tunnel.example.com:443 (IPv6 literals are not accepted)',
    )
    .optional(),
  /** Absolute path of a PEM file with the CA of that edge. */
  caPath: path.optional(),
  /** An ngrok traffic policy, JSON or YAML, passed on as it is. */
  trafficPolicy: z.string().max(262_144).optional(),
});
export type NgrokOptions = z.infer<typeof NgrokOptions>;

/** How an SSH server is told who we are. Secrets are named, never given. */
export const SshAuth = z.discriminatedUnion('kind', [
  /** As the public services want it: no proof. */
  z.strictObject({ kind: z.literal('none') }),
  /** A private key in a file, in a format of OpenSSH's. */
  z.strictObject({
    kind: z.literal('key'),
    path: z.string().min(1, 'must name the file of a key').max(4096),
    passphraseSecretName: SecretName.optional(),
  }),
  /** The agent behind `SSH_AUTH_SOCK`. */
  z.strictObject({ kind: z.literal('agent') }),
  z.strictObject({ kind: z.literal('password'), secretName: SecretName }),
]);
export type SshAuth = z.infer<typeof SshAuth>;

/** Services that need no account, and any server of one's own. */
export const SshService = z.enum(['localhost.run', 'serveo.net', 'pinggy.io', 'custom']);
export type SshService = z.infer<typeof SshService>;

/** SSH remote forwarding (RFC 4254 §7). What is absent is what the service wants. */
export const SshOptions = z
  .strictObject({
    provider: z.literal('ssh'),
    service: SshService.default('localhost.run'),
    /** Where the SSH server is; `custom` needs it. */
    host: hostName.optional(),
    port: port.optional(),
    user: z
      .string()
      .regex(/^[^\s\p{C}@]{1,255}$/u, 'must be a user name without spaces')
      .optional(),
    auth: SshAuth.default({ kind: 'none' }),
    /** The address to listen at on the server; for serveo.net the name to ask for. */
    remoteHost: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]{0,253}$/, 'must be an address of the server, or the name to ask for')
      .optional(),
    /** The port to listen at on the server; 0 lets it choose. */
    remotePort: z.int().min(0).max(65_535).optional(),
    /** Where visitors reach it; needed where the server does not say so. */
    publicUrl: z
      .url({ protocol: /^https?$/, error: 'must be a URL such as https://hooks.example.com' })
      .max(2048)
      .optional(),
    /** True where a proxy at the server adds `X-Forwarded-For`; without one a visitor could write any address there. */
    isBehindProxy: z.boolean().optional(),
  })
  .superRefine((options, context) => {
    if (options.service === 'custom' && options.host === undefined) {
      context.addIssue({ code: 'custom', path: ['host'], message: 'must name the SSH server' });
    }
    if (options.service === 'custom' && options.user === undefined) {
      context.addIssue({ code: 'custom', path: ['user'], message: 'must name the user at the SSH server' });
    }
  });
export type SshOptions = z.infer<typeof SshOptions>;

/** No tunnel at all: the listener also at an address of the local network. */
export const LanOptions = z.strictObject({
  provider: z.literal('lan'),
  /** Such as `wlan0` or `Wi-Fi`. */
  interfaceName: z.string().min(1, 'must name a network interface').max(200),
  /** One of its addresses; absent, its first. */
  address: z.union([z.ipv4(), z.ipv6()], { error: 'must be an IP address of this computer' }).optional(),
  /** Absent: the port of the local listener, or any other where that is taken. */
  port: port.optional(),
});
export type LanOptions = z.infer<typeof LanOptions>;

/** What a tunnel is started with. */
export const TunnelOptions = z.discriminatedUnion('provider', [NgrokOptions, SshOptions, LanOptions]);
export type TunnelOptions = z.infer<typeof TunnelOptions>;
export type TunnelProvider = TunnelOptions['provider'];

/** Where the server of a service is, and what it is asked for. Read 2026-11-25 on the page named. */
export interface SshServiceFacts {
  host: string;
  port: number;
  user: string;
  /** As `ssh -R` would send it. */
  remoteHost: string;
  remotePort: number;
}

export const sshServices: Readonly<Record<Exclude<SshService, 'custom'>, SshServiceFacts>> = {
  // https://localhost.run/docs/: ssh -R 80:localhost:8080 nokey@localhost.run
  'localhost.run': {
    host: 'localhost.run',
    port: 22,
    user: 'nokey',
    remoteHost: 'localhost',
    remotePort: 80,
  },
  // https://serveo.net: ssh -R 80:localhost:3000 serveo.net
  'serveo.net': { host: 'serveo.net', port: 22, user: 'hookbench', remoteHost: 'localhost', remotePort: 80 },
  // https://pinggy.io/docs/usages: ssh -p 443 -R0:localhost:8000 a.pinggy.io
  'pinggy.io': { host: 'a.pinggy.io', port: 443, user: 'hookbench', remoteHost: 'localhost', remotePort: 0 },
};

/** Where an SSH tunnel connects to. */
export function sshServerOf(options: SshOptions): SshServiceFacts {
  const facts =
    options.service === 'custom'
      ? { host: '', port: 22, user: '', remoteHost: 'localhost', remotePort: 0 }
      : sshServices[options.service];
  return {
    host: options.host ?? facts.host,
    port: options.port ?? facts.port,
    user: options.user ?? facts.user,
    remoteHost: options.remoteHost ?? facts.remoteHost,
    remotePort: options.remotePort ?? facts.remotePort,
  };
}
