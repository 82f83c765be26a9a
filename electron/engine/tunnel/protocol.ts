import { z } from 'zod';
import { Fingerprint } from '../../../shared/model/known-host.ts';
import { NgrokOptions, SshService } from '../../../shared/model/tunnel-options.ts';

const port = z.int().min(1).max(65_535);

/** What every provider's session needs to know. */
const common = {
  type: z.literal('open'),
  /** Where requests go to, on 127.0.0.1. */
  ingressPort: port,
  /** Whole seconds: the native client truncates fractions, and 0 is a panic in it. */
  heartbeatIntervalSeconds: z.int().min(1).max(3600),
  heartbeatToleranceSeconds: z.int().min(1).max(3600),
  connectTimeoutMs: z.int().min(1),
  listenTimeoutMs: z.int().min(1),
};

/**
 * Asks the tunnel process for one session with one endpoint. Everything that reaches the native client is checked here:
 * some wrong values would end the process instead of throwing.
 */
export const OpenNgrok = z.strictObject({
  ...common,
  provider: z.literal('ngrok'),
  authtoken: z.string().regex(/^[\x21-\x7e]{1,1024}$/),
  serverAddr: NgrokOptions.shape.serverAddr,
  /** PEM text of the CA of that server. */
  caPem: z.string().max(1_048_576).optional(),
  domain: NgrokOptions.shape.domain,
  trafficPolicy: NgrokOptions.shape.trafficPolicy,
});
export type OpenNgrok = z.infer<typeof OpenNgrok>;

/** What proves to an SSH server who we are; here the secrets are values. */
export const SshProof = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('key'),
    privateKey: z.string().max(65_536),
    passphrase: z.string().max(4096).optional(),
  }),
  /** `pageant`, or the path of an agent's socket. */
  z.strictObject({ kind: z.literal('agent'), socketPath: z.string().min(1).max(4096) }),
  z.strictObject({ kind: z.literal('password'), password: z.string().max(4096) }),
]);
export type SshProof = z.infer<typeof SshProof>;

export const OpenSsh = z.strictObject({
  ...common,
  provider: z.literal('ssh'),
  service: SshService,
  host: z.string().min(1).max(253),
  port,
  user: z.string().min(1).max(255),
  proof: SshProof,
  /** Of the keys by which this server is known. None: it is seen for the first time. */
  knownFingerprints: z.array(Fingerprint).max(200),
  remoteHost: z.string().max(253),
  remotePort: z.int().min(0).max(65_535),
  /** Where visitors reach it, when that is known beforehand. */
  publicUrl: z.string().max(2048).optional(),
  /** Whether each visitor's address is to be told, because nothing on the way writes it into the request. */
  isVisitorTold: z.boolean(),
});
export type OpenSsh = z.infer<typeof OpenSsh>;

export const OpenTunnel = z.discriminatedUnion('provider', [OpenNgrok, OpenSsh]);
export type OpenTunnel = z.infer<typeof OpenTunnel>;

/** The timeouts and beats of a session. */
export type SessionTimings = Omit<z.infer<z.ZodObject<typeof common>>, 'type' | 'ingressPort'>;

export const ToTunnelProcess = z.union([
  OpenTunnel,
  /** The answer to `visitor`: requests from that port may come now. */
  z.strictObject({ type: z.literal('visitorKnown'), port }),
  /** Unbinds the endpoint, then exits. */
  z.strictObject({ type: z.literal('close') }),
]);
export type ToTunnelProcess = z.infer<typeof ToTunnelProcess>;

/** What stood in the way, before it is explained; `message` may quote a secret. */
export const RawProblem = z.strictObject({
  /** `ERR_NGROK_…` where the service gave one, or one of Hookbench's own. */
  code: z.string().optional(),
  message: z.string(),
  /** The key of a server that is not known, or not by this key. */
  hostKey: z.strictObject({ keyType: z.string().max(100), fingerprint: Fingerprint }).optional(),
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
  /** The connection that is about to come from this port of 127.0.0.1 is this visitor's; it waits for `visitorKnown`. */
  z.strictObject({ type: z.literal('visitor'), port, address: z.string().max(100) }),
  z.strictObject({ type: z.literal('refused'), problem: RawProblem, isReusable: z.boolean() }),
  z.strictObject({ type: z.literal('lost'), problem: RawProblem, isReusable: z.boolean() }),
]);
export type FromTunnelProcess = z.infer<typeof FromTunnelProcess>;
