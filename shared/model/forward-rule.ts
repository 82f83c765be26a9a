import { z } from 'zod';
import { Header } from './header.ts';
import { idOf } from './id.ts';
import { MatcherSet } from './matcher.ts';
import { RetryPolicy } from './retry-policy.ts';

/** How the path of a request becomes that of its destination; the query always goes along. */
export const PathMapping = z.strictObject({
  /** Takes the segment away that named the bin: `/stripe/hook` goes on as `/hook`. */
  isSlugRemoved: z.boolean().default(true),
  /** The first whose `from` begins the path, at the end of a segment, is put in its place. */
  replace: z
    .array(z.strictObject({ from: z.string().min(1).max(2000), to: z.string().max(2000) }))
    .max(20)
    .default([]),
  /** True sends everything to the very path of the destination's URL. */
  isFixed: z.boolean().default(false),
});
export type PathMapping = z.infer<typeof PathMapping>;

/** A change to the headers that go on; made in order. `set` replaces every field of that name, or adds one. */
export const HeaderEdit = z.discriminatedUnion('kind', [
  Header.extend({ kind: z.literal('set') }),
  Header.extend({ kind: z.literal('add') }),
  z.strictObject({ kind: z.literal('remove'), name: z.string() }),
]);
export type HeaderEdit = z.infer<typeof HeaderEdit>;

/** What a destination is told of the sender: `X-Forwarded-For`, `-Host`, `-Proto`, or `Forwarded` (RFC 7239). */
export const ForwardedHeaders = z.enum(['none', 'x-forwarded', 'forwarded', 'both']);
export type ForwardedHeaders = z.infer<typeof ForwardedHeaders>;

/** What happens to what a mirror can't deliver. */
export const QueueOptions = z.strictObject({
  /** True sends the requests one after the other, in the order they arrived; false up to eight at once. */
  isOrdered: z.boolean().default(true),
  /** At most so many a second; as many as the destination takes when absent. */
  perSecond: z.number().min(0.01, 'must be at least 0.01').max(1000, 'must be at most 1000').optional(),
  /** A response with one of these statuses means, as no connection does, that the destination is down: the queue waits. */
  downStatuses: z.array(z.int().min(400).max(599)).max(50).default([429, 502, 503, 504]),
  /** What arrives when so many wait is kept in the bin, but not queued. */
  maxLength: z.int().min(1).max(10_000_000).default(1_000_000),
  /** What has waited longer is not sent any more. */
  maxAgeMs: z
    .int()
    .min(1000)
    .max(90 * 24 * 3_600_000)
    .default(7 * 24 * 3_600_000),
});
export type QueueOptions = z.infer<typeof QueueOptions>;

/** Matchers → a destination that what arrived is sent on to. */
export const ForwardRule = z.strictObject({
  id: idOf('fwd'),
  name: z.string().max(200).default(''),
  isEnabled: z.boolean().default(true),
  when: MatcherSet.prefault({}),
  /**
   * `proxy` answers with the destination's reply, and the first enabled proxy that matches does; `mirror` answers first and
   * delivers after, and each that matches does.
   */
  mode: z.enum(['proxy', 'mirror']),
  url: z.string().min(1, 'must not be empty').max(65_536),
  /** The `Host` the destination sees; `rewrite` takes it from `url`; as captured when absent. */
  hostHeader: z.string().max(255).optional(),
  path: PathMapping.prefault({}),
  headerEdits: z.array(HeaderEdit).max(100).default([]),
  forwardedHeaders: ForwardedHeaders.default('x-forwarded'),
  /** False accepts a certificate that can't be verified, such as a self-signed one. */
  isCertificateChecked: z.boolean().default(true),
  /** `http2`: over TLS where the destination offers it, else HTTP/1.1; over http:// by prior knowledge (h2c). */
  protocol: z.enum(['http1', 'http2']).default('http1'),
  /** How long nothing may move. */
  timeoutMs: z
    .int()
    .min(100, 'must be at least 100 ms')
    .max(600_000, 'must be at most 10 minutes')
    .default(30_000),
  /** Redirects of the destination are passed on as they are, unless so many may be followed. */
  maxRedirects: z.int().min(0).max(10, 'must be at most 10').default(0),
  /** What the sender gets when a proxy's destination does not answer: 502 or 504, or what the bin would have answered. */
  onFailure: z.enum(['gatewayError', 'binReply']).default('gatewayError'),
  retry: RetryPolicy.default({ kind: 'none' }),
  queue: QueueOptions.prefault({}),
});
export type ForwardRule = z.infer<typeof ForwardRule>;

/** As a caller gives it: a rule without an id is a new one. */
export const ForwardRuleInput = ForwardRule.partial({ id: true });
export type ForwardRuleInput = z.infer<typeof ForwardRuleInput>;

/**
 * `idle`: nothing waits; `draining`: it is being sent; `waiting`: the destination is down, and is tried again at
 * `nextAttemptAt`; `paused`: its rule is switched off.
 */
export const QueueState = z.enum(['idle', 'draining', 'waiting', 'paused']);
export type QueueState = z.infer<typeof QueueState>;

/** The requests of a mirror that are not delivered yet. */
export const ForwardQueue = z.strictObject({
  binId: idOf('bin'),
  ruleId: idOf('fwd'),
  state: QueueState,
  length: z.int().nonnegative(),
  /** When the request that has waited longest arrived. */
  oldestAt: z.int().optional(),
  nextAttemptAt: z.int().optional(),
  /** Why the destination counts as down, in one sentence. */
  lastError: z.string().optional(),
  /** Since the app was started: those that were not queued, or waited too long. */
  droppedCount: z.int().nonnegative(),
});
export type ForwardQueue = z.infer<typeof ForwardQueue>;
