import { userInfo } from 'node:os';
import { Fingerprint } from '../../shared/model/known-host.ts';
import { LanOptions, SshOptions, SshService, type SshAuth } from '../../shared/model/tunnel-options.ts';

/** Flags that say how a tunnel is carried; `--tunnel` chooses. */
export const tunnelFlags = {
  tunnel: { type: 'string' },
  'ssh-service': { type: 'string' },
  'ssh-server': { type: 'string' },
  'ssh-key': { type: 'string' },
  'ssh-key-secret': { type: 'string' },
  'ssh-agent': { type: 'boolean' },
  'ssh-password': { type: 'string' },
  'ssh-remote': { type: 'string' },
  'ssh-fingerprint': { type: 'string' },
  'ssh-behind-proxy': { type: 'boolean' },
  'public-url': { type: 'string' },
  'lan-interface': { type: 'string' },
  'lan-address': { type: 'string' },
} as const;

type Given = Partial<Record<keyof typeof tunnelFlags, string>>;

/** Which tunnel to start. */
export type TunnelChoice =
  | 'none'
  /** As the settings have it. */
  | 'ngrok'
  | 'ssh'
  | { options: SshOptions; fingerprint?: string }
  | { options: LanOptions };

/** The choice, or one sentence that says which flag is wrong. */
export function readTunnelFlags(given: Given): { choice: TunnelChoice } | { problem: string } {
  const kind = given.tunnel ?? 'none';
  const stray = Object.keys(given).find((name) => !belongsTo(name, kind));
  if (stray !== undefined)
    return { problem: `--${stray} needs --tunnel ${stray.startsWith('lan-') ? 'lan' : 'ssh'}.` };
  switch (kind) {
    case 'none':
    case 'ngrok':
      return { choice: kind };
    case 'ssh':
      return Object.keys(given).length === 1 ? { choice: 'ssh' } : readSsh(given);
    case 'lan':
      return readLan(given);
    default:
      return { problem: '--tunnel must be ngrok, ssh, lan or none.' };
  }
}

function belongsTo(name: string, kind: string): boolean {
  if (name === 'tunnel') return true;
  return name.startsWith('lan-') ? kind === 'lan' : kind === 'ssh';
}

const server = /^(?:([^\s@]+)@)?(\[[0-9A-Fa-f:.]+\]|[^\s:@]+)(?::(\d{1,5}))?$/;
const remote = /^(?:(.*):)?(\d{1,5})$/;

function readSsh(given: Given): { choice: TunnelChoice } | { problem: string } {
  const service = given['ssh-service'] ?? (given['ssh-server'] === undefined ? 'localhost.run' : 'custom');
  if (!SshService.safeParse(service).success || (service === 'custom' && given['ssh-server'] === undefined)) {
    return {
      problem: '--ssh-service must be localhost.run, serveo.net or pinggy.io; give your own as --ssh-server.',
    };
  }
  const at = given['ssh-server'] === undefined ? undefined : server.exec(given['ssh-server']);
  if (at === null) return { problem: '--ssh-server must be [user@]host[:port], such as me@ssh.example.com.' };
  const to = given['ssh-remote'] === undefined ? undefined : remote.exec(given['ssh-remote']);
  if (to === null)
    return { problem: '--ssh-remote must be [address:]port, such as 8080; 0 lets the server choose.' };
  const fingerprint = given['ssh-fingerprint'];
  if (fingerprint !== undefined && !Fingerprint.safeParse(fingerprint).success) {
    return { problem: '--ssh-fingerprint must be one such as SHA256:2f3k…, as ssh-keygen -l prints it.' };
  }
  const auth = readAuth(given);
  if ('problem' in auth) return auth;
  const user = at?.[1] ?? (service === 'custom' ? userInfo().username : undefined);
  const parsed = SshOptions.safeParse({
    provider: 'ssh',
    service,
    auth: auth.auth,
    ...(at === undefined ? {} : { host: at[2]?.replace(/^\[|\]$/g, '') }),
    ...(at?.[3] === undefined ? {} : { port: Number(at[3]) }),
    ...(user === undefined ? {} : { user }),
    ...(to?.[1] === undefined ? {} : { remoteHost: to[1] }),
    ...(to === undefined ? {} : { remotePort: Number(to[2]) }),
    ...(given['public-url'] === undefined ? {} : { publicUrl: given['public-url'] }),
    ...(given['ssh-behind-proxy'] === undefined ? {} : { isBehindProxy: true }),
  });
  if (!parsed.success) return { problem: sentence(parsed.error.issues[0], sshFlagOf) };
  return { choice: { options: parsed.data, ...(fingerprint === undefined ? {} : { fingerprint }) } };
}

function readAuth(given: Given): { auth: SshAuth } | { problem: string } {
  const { 'ssh-key': path, 'ssh-key-secret': passphraseSecretName, 'ssh-password': secretName } = given;
  const isAgent = given['ssh-agent'] !== undefined;
  if ([path, secretName, isAgent ? '' : undefined].filter((each) => each !== undefined).length > 1) {
    return { problem: 'Give one of --ssh-key, --ssh-agent and --ssh-password.' };
  }
  if (passphraseSecretName !== undefined && path === undefined)
    return { problem: '--ssh-key-secret needs --ssh-key.' };
  if (isAgent) return { auth: { kind: 'agent' } };
  if (secretName !== undefined) return { auth: { kind: 'password', secretName } };
  if (path === undefined) return { auth: { kind: 'none' } };
  return {
    auth: { kind: 'key', path, ...(passphraseSecretName === undefined ? {} : { passphraseSecretName }) },
  };
}

function readLan(given: Given): { choice: TunnelChoice } | { problem: string } {
  const interfaceName = given['lan-interface'];
  if (interfaceName === undefined)
    return { problem: '--tunnel lan needs --lan-interface NAME, such as wlan0.' };
  const address = given['lan-address'];
  const parsed = LanOptions.safeParse({
    provider: 'lan',
    interfaceName,
    ...(address === undefined ? {} : { address }),
  });
  if (!parsed.success) return { problem: sentence(parsed.error.issues[0], lanFlagOf) };
  return { choice: { options: parsed.data } };
}

const sshFlagOf: Readonly<Record<string, string>> = {
  host: '--ssh-server',
  port: '--ssh-server',
  user: '--ssh-server',
  remoteHost: '--ssh-remote',
  remotePort: '--ssh-remote',
  publicUrl: '--public-url',
  secretName: '--ssh-password',
  passphraseSecretName: '--ssh-key-secret',
  path: '--ssh-key',
};
const lanFlagOf: Readonly<Record<string, string>> = {
  interfaceName: '--lan-interface',
  address: '--lan-address',
};

function sentence(
  issue: { path: PropertyKey[]; message: string } | undefined,
  flagOf: Readonly<Record<string, string>>,
): string {
  return `${flagOf[String(issue?.path.at(-1))] ?? '--tunnel'} ${issue?.message ?? 'is not valid'}.`;
}
