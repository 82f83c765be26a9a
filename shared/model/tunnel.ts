import { z } from 'zod';
import { HostKey } from './known-host.ts';

export const TunnelState = z.enum(['stopped', 'starting', 'online', 'reconnecting', 'failed']);
export type TunnelState = z.infer<typeof TunnelState>;

/**
 * Why a tunnel is not online: a stable code (ngrok's own `ERR_NGROK_…` where it gave one) and what to do about it.
 */
export const TunnelError = z.strictObject({
  code: z.string(),
  message: z.string(),
});
export type TunnelError = z.infer<typeof TunnelError>;

const provider = z.enum(['ngrok', 'ssh', 'lan']);

/** Which tunnel: how it is carried, and through which server or interface where that is a choice. */
export const TunnelName = z.strictObject({ provider, through: z.string().optional() });
export type TunnelName = z.infer<typeof TunnelName>;

/** A URL to the local listener: a public one, or with `lan` one for the local network. */
export const Tunnel = z.strictObject({
  provider,
  state: TunnelState,
  publicUrl: z.string().optional(),
  region: z.string().optional(),
  /** Round trip of the last heartbeat. */
  latencyMs: z.number().optional(),
  /** Since when it has been in this state. */
  sinceAt: z.int(),
  /** The next try of our own reconnect loop, while `reconnecting`. */
  retryAt: z.int().optional(),
  error: TunnelError.optional(),
  /** Which server it leads through, where that is a choice: `localhost.run`, `ssh.example.com`, `wlan0`. */
  through: z.string().optional(),
  /** With `host_key_unknown` and `host_key_changed`: the key that the server showed. */
  hostKey: HostKey.optional(),
  /** It took over from this one, which failed. */
  standsInFor: TunnelName.extend({ error: TunnelError.optional() }).optional(),
  /** Which one is being tried in its place. */
  trying: TunnelName.optional(),
  /** Why the last one that was tried in its place could not take over. */
  standbyProblem: TunnelName.extend({ error: TunnelError, hostKey: HostKey.optional() }).optional(),
});
export type Tunnel = z.infer<typeof Tunnel>;
