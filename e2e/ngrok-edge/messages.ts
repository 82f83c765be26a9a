import { z } from 'zod';

/** What the client sends first. Durations are nanoseconds. */
export const AuthRequest = z.object({
  ClientId: z.string(),
  Extra: z.object({
    AuthToken: z.string(),
    Version: z.string(),
    UserAgent: z.string(),
    ClientType: z.string(),
    Metadata: z.string(),
    Cookie: z.string(),
    HeartbeatInterval: z.number(),
    HeartbeatTolerance: z.number(),
  }),
});
export type AuthRequest = z.infer<typeof AuthRequest>;

const HeaderRules = z.object({
  /** `name:value` */
  add: z.array(z.string()).default([]),
  remove: z.array(z.string()).default([]),
});
export type HeaderRules = z.infer<typeof HeaderRules>;

/** Options of an http or https endpoint; what is not listed here is echoed and otherwise ignored. */
export const HttpEndpointOptions = z.looseObject({
  Domain: z.string(),
  /** On a rebind: what the edge answered the first time. */
  Hostname: z.string(),
  BasicAuth: z
    .object({
      credentials: z.array(z.object({ username: z.string(), cleartext_password: z.string() })).default([]),
    })
    .nullable(),
  RequestHeaders: HeaderRules.nullable(),
  ResponseHeaders: HeaderRules.nullable(),
  TrafficPolicy: z.string().nullable(),
});
export type HttpEndpointOptions = z.infer<typeof HttpEndpointOptions>;

export const BindRequest = z.object({
  /** Empty on a first bind, the endpoint's id on a rebind. */
  Id: z.string(),
  Proto: z.string(),
  ForwardsTo: z.string(),
  Opts: z.record(z.string(), z.unknown()),
  Extra: z.object({ Token: z.string(), Metadata: z.string() }),
});
export type BindRequest = z.infer<typeof BindRequest>;

export const UnbindRequest = z.object({ Id: z.string() });

/** A refusal with one of ngrok's codes, in the shape the service sends: text, empty line, code. */
export class EdgeRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EdgeRefusal';
    this.code = code;
  }

  toAnswer(): { Error: string } {
    return { Error: `${this.message}\r\n\r\n${this.code}\r\n` };
  }
}
