import { z } from 'zod';
import { idOf } from './id.ts';
import { SecretName } from './secret.ts';

/** A field name: `token` of RFC 9110 §5.6.2. */
const fieldName = z
  .string()
  .min(1, 'must not be empty')
  .max(200)
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, "may hold only letters, digits and ! # $ % & ' * + - . ^ _ ` | ~");

/** Where a token is looked for: in one place, and there exactly once. */
export const TokenPlace = z.discriminatedUnion('in', [
  /** `?auth=demo` */
  z.strictObject({ in: z.literal('query'), name: z.string().min(1, 'must not be empty').max(200) }),
  /** The whole value of the field; its name in any case. */
  z.strictObject({ in: z.literal('header'), name: fieldName }),
  /** The first segment behind the bin's own: `/orders/demo/…`. */
  z.strictObject({ in: z.literal('path') }),
]);
export type TokenPlace = z.infer<typeof TokenPlace>;

const addresses = [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()];

/** An address, or a range of them in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3): `203.0.113.7`, `2001:db8::/32`. */
export const IpRange = z
  .string()
  .trim()
  .max(60)
  .refine((text) => addresses.some((schema) => schema.safeParse(text).success), {
    message: 'must be an IP address, or a range such as 203.0.113.0/24 or 2001:db8::/32',
  });

/** RFC 7617 §2: a user name holds no colon, neither part holds control characters. */
const userName = z
  .string()
  .max(200)
  .regex(/^[^:\p{Cc}]*$/u, 'may hold neither a colon nor control characters');

const every = { id: idOf('grd'), isEnabled: z.boolean().default(true) };

/**
 * What a request must show before a bin accepts it. Every enabled guard has to be satisfied. A secret is named, its value
 * is in the secret store.
 */
export const Guard = z.discriminatedUnion('kind', [
  z.strictObject({ ...every, kind: z.literal('token'), place: TokenPlace, secretName: SecretName }),
  /** `Authorization: Basic …` (RFC 7617); the secret is the password. */
  z.strictObject({ ...every, kind: z.literal('basic'), userName, secretName: SecretName }),
  /** `Authorization: Bearer …` (RFC 6750 §2.1). */
  z.strictObject({ ...every, kind: z.literal('bearer'), secretName: SecretName }),
  /** The sender's address, through the tunnel the visitor's, is in one of the ranges. */
  z.strictObject({
    ...every,
    kind: z.literal('ipRange'),
    ranges: z.array(IpRange).min(1, 'must name at least one address or range').max(200),
  }),
  /** The signature was checked and is right. */
  z.strictObject({ ...every, kind: z.literal('signature') }),
  /** The sender used HTTPS. */
  z.strictObject({ ...every, kind: z.literal('https') }),
]);
export type Guard = z.infer<typeof Guard>;
export type GuardKind = Guard['kind'];
export type GuardOf<Kind extends GuardKind> = Extract<Guard, { kind: Kind }>;

/** How a request fell short; for programs, people read the message. */
export const RefusalReason = z.enum([
  /** What the guard asks for is not there. */
  'missing',
  /** It is there more than once, so that another server could read another one. */
  'repeated',
  /** It is there, but not of the form it must have. */
  'malformed',
  /** It is not what the guard asks for. */
  'wrong',
  /** The guard can't tell: its secret is gone, or looking failed. Then it lets nothing in. */
  'undecided',
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

/** Why a bin did not accept a request. */
export const Refusal = z.strictObject({
  guardId: idOf('grd'),
  kind: z.enum(['token', 'basic', 'bearer', 'ipRange', 'signature', 'https']),
  reason: RefusalReason,
  status: z.union([z.literal(401), z.literal(403)]),
  /** One sentence, which the sender reads too: it tells nothing of the secret. */
  message: z.string(),
  /** The `WWW-Authenticate` that a 401 has to carry (RFC 9110 §15.5.2). */
  challenge: z.string().optional(),
});
export type Refusal = z.infer<typeof Refusal>;
