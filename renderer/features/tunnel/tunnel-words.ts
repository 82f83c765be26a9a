import type { Tunnel, TunnelName } from '../../../shared/model/tunnel.ts';
import { nameOfTunnel } from '../../../shared/model/tunnel-name.ts';
import {
  sshServerOf,
  type TunnelOptions,
  type TunnelProvider,
} from '../../../shared/model/tunnel-options.ts';

/** What a person can do about a tunnel that is not online. */
export type TunnelRemedy = 'token' | 'hostKey' | 'settings' | 'retry';

/** Problems that another authtoken solves: Hookbench's own codes, and ngrok's (https://ngrok.com/docs/errors/reference). */
const TOKEN_CODES = new Set([
  'no_authtoken',
  'bad_authtoken',
  'authtoken_unreadable',
  ...[105, 106, 107, 300, 4018].map((number) => `ERR_NGROK_${number}`),
]);

/** Problems of the options: server address, CA file, domain, traffic policy. */
const OPTION_CODES = new Set([
  'bad_options',
  'ca_missing',
  'ca_unreadable',
  'ca_invalid',
  'tls_failed',
  'bad_server_address',
  'ssh_auth_failed',
  'ssh_handshake_failed',
  'ssh_unknown_host',
  'ssh_no_url',
  'ssh_key_missing',
  'ssh_key_invalid',
  'ssh_key_locked',
  'ssh_secret_missing',
  'interface_gone',
  'address_unavailable',
]);

export function remedyOf(code: string): TunnelRemedy {
  if (TOKEN_CODES.has(code)) return 'token';
  if (code === 'host_key_unknown' || code === 'host_key_changed') return 'hostKey';
  const number = Number(/^ERR_NGROK_(\d+)$/.exec(code)?.[1]);
  // 3xx: ngrok refused the endpoint as it was asked for, 2xxx: it could not read the traffic policy.
  const isAboutOptions = (number > 300 && number < 400) || (number >= 2000 && number < 3000);
  return OPTION_CODES.has(code) || isAboutOptions || number === 118 || number === 122 ? 'settings' : 'retry';
}

/** The state as one word, for the card. */
export const stateWords: Record<Tunnel['state'], string> = {
  stopped: 'Stopped',
  starting: 'Starting',
  online: 'Online',
  reconnecting: 'Reconnecting',
  failed: 'Failed',
};

/** `ngrok · eu · 21 ms`, as far as it is known. */
export function factsOf(tunnel: Tunnel): string {
  const { region, latencyMs } = tunnel;
  const facts = [
    nameWords(tunnel),
    region,
    latencyMs === undefined ? undefined : `${Math.round(latencyMs)} ms`,
  ];
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
}

/** What a screen reader is told when the state changes. */
export function announcementOf(tunnel: Tunnel): string {
  switch (tunnel.state) {
    case 'stopped':
      return 'Tunnel stopped';
    case 'starting':
      return 'Tunnel starting';
    case 'online':
      return `Tunnel online at ${tunnel.publicUrl ?? 'a public URL'}`;
    case 'reconnecting':
      return 'Tunnel lost, reconnecting';
    case 'failed':
      return `Tunnel failed. ${tunnel.error?.message ?? ''}`.trim();
  }
}

/** `1 h 12 m`, `4 m`, `< 1 m`: how long a state has lasted. */
export function lastedFor(sinceAt: number, now: number): string {
  const minutes = Math.floor(Math.max(0, now - sinceAt) / 60_000);
  if (minutes < 1) return '< 1 m';
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} m`;
  return hours < 48 ? `${hours} h ${minutes % 60} m` : `${Math.floor(hours / 24)} d`;
}

/** `ngrok`, `localhost.run`, `wlan0`: what a tunnel is called where there is little room. */
export const nameWords = ({ provider, through }: TunnelName): string =>
  through ?? (provider === 'ssh' ? 'SSH' : provider === 'lan' ? 'LAN' : 'ngrok');

/** What a tunnel that is set up is called: a title, what tells it from others, and both in a word. */
export function optionWords(options: TunnelOptions): { title: string; detail: string; short: string } {
  const short = nameWords(nameOfTunnel(options));
  switch (options.provider) {
    case 'ngrok':
      return { title: 'ngrok', detail: options.domain ?? options.serverAddr ?? 'with an account', short };
    case 'ssh': {
      const { host, port, user } = sshServerOf(options);
      const isPublic = options.service !== 'custom' && options.host === undefined;
      const server = `${user}@${host}${port === 22 ? '' : `:${port}`}`;
      return {
        title: isPublic ? options.service : 'SSH',
        detail: isPublic ? 'SSH, without an account' : server,
        short,
      };
    }
    case 'lan':
      return {
        title: 'Local network',
        detail: `${options.interfaceName}${options.address === undefined ? '' : ` · ${options.address}`}`,
        short,
      };
  }
}

/** What the tunnel is for, while it is stopped. */
export const introOf = (provider: TunnelProvider): string =>
  provider === 'lan'
    ? 'An address in your network for your bins, while it runs.'
    : 'A public URL for your bins, while it runs.';
