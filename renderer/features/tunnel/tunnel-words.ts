import type { Tunnel } from '../../../shared/model/tunnel.ts';

/** What a person can do about a tunnel that is not online. */
export type TunnelRemedy = 'token' | 'settings' | 'retry';

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
]);

export function remedyOf(code: string): TunnelRemedy {
  if (TOKEN_CODES.has(code)) return 'token';
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
export function factsOf({ provider, region, latencyMs }: Tunnel): string {
  const facts = [provider, region, latencyMs === undefined ? undefined : `${Math.round(latencyMs)} ms`];
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
