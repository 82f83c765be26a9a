import { z } from 'zod';
import { TunnelOptions } from '../../../shared/model/tunnel.ts';

/**
 * Asks the tunnel process for one session with one endpoint. Everything that reaches the native client is checked here:
 * some wrong values would end the process instead of throwing.
 */
export const OpenTunnel = z.strictObject({
  type: z.literal('open'),
  authtoken: z.string().regex(/^[\x21-\x7e]{1,1024}$/),
  serverAddr: TunnelOptions.shape.serverAddr,
  /** PEM text of the CA of that server. */
  caPem: z.string().max(1_048_576).optional(),
  domain: TunnelOptions.shape.domain,
  trafficPolicy: TunnelOptions.shape.trafficPolicy,
  /** Where requests go to, on 127.0.0.1. */
  ingressPort: z.int().min(1).max(65_535),
  /** Whole seconds: the client truncates fractions, and 0 is a panic in it. */
  heartbeatIntervalSeconds: z.int().min(1).max(3600),
  heartbeatToleranceSeconds: z.int().min(1).max(3600),
  connectTimeoutMs: z.int().min(1),
  listenTimeoutMs: z.int().min(1),
});
export type OpenTunnel = z.infer<typeof OpenTunnel>;

export const ToTunnelProcess = z.discriminatedUnion('type', [
  OpenTunnel,
  /** Unbinds the endpoint, then exits. */
  z.strictObject({ type: z.literal('close') }),
]);
export type ToTunnelProcess = z.infer<typeof ToTunnelProcess>;

/** What stood in the way, before it is explained; `message` may quote the authtoken. */
export const RawProblem = z.strictObject({
  /** `ERR_NGROK_…` where the service gave one. */
  code: z.string().optional(),
  message: z.string(),
});
export type RawProblem = z.infer<typeof RawProblem>;

/**
 * Each `open` is answered with one `online` or one `refused`; an `online` is followed by at most one `lost`. Only a
 * process that `isReusable` takes another `open`: in others a connection may still be open that nothing but their end
 * can close.
 */
export const FromTunnelProcess = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('online'), publicUrl: z.url({ protocol: /^https?$/ }).max(2048) }),
  z.strictObject({ type: z.literal('heartbeat'), latencyMs: z.number().nonnegative() }),
  z.strictObject({ type: z.literal('refused'), problem: RawProblem, isReusable: z.boolean() }),
  z.strictObject({ type: z.literal('lost'), problem: RawProblem, isReusable: z.boolean() }),
]);
export type FromTunnelProcess = z.infer<typeof FromTunnelProcess>;
