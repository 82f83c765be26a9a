import { z } from 'zod';

export const TunnelState = z.enum(['stopped', 'starting', 'online', 'reconnecting', 'failed']);
export type TunnelState = z.infer<typeof TunnelState>;

/** Why a tunnel is not online: a stable code (ngrok's own `ERR_NGROK_…` where it gave one) and what to do about it. */
export const TunnelError = z.strictObject({
  code: z.string(),
  message: z.string(),
});
export type TunnelError = z.infer<typeof TunnelError>;

/** A public URL to the local listener. */
export const Tunnel = z.strictObject({
  provider: z.enum(['ngrok']),
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
});
export type Tunnel = z.infer<typeof Tunnel>;

/** What a tunnel is started with. Absent values are the provider's own defaults. */
export const TunnelOptions = z.strictObject({
  provider: z.enum(['ngrok']),
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
  caPath: z.string().min(1).max(4096).optional(),
  /** An ngrok traffic policy, JSON or YAML, passed on as it is. */
  trafficPolicy: z.string().max(262_144).optional(),
});
export type TunnelOptions = z.infer<typeof TunnelOptions>;
