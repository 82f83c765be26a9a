import { z } from 'zod';
import { BodyContent } from './body.ts';
import { Header } from './header.ts';
import { idOf } from './id.ts';
import { MatcherSet } from './matcher.ts';

/** How long a rule may keep a sender waiting: 5 minutes. */
export const MAX_DELAY_MS = 300_000;

const delayMs = z
  .int('must be a whole number of milliseconds')
  .min(0, 'must not be negative')
  .max(MAX_DELAY_MS, 'must be at most 300,000 ms')
  .default(0);

/** Bytes written with the rule, or a file that is read when the reply goes out: an absolute path. */
export const ReplyBody = z.union([
  ...BodyContent.options,
  z.strictObject({ file: z.string().min(1, 'must not be empty').max(4096) }),
]);
export type ReplyBody = z.infer<typeof ReplyBody>;

/** What goes wrong with a reply on its way, as planned. */
export const ReplyFault = z.discriminatedUnion('kind', [
  /** Its body comes a little at a time. */
  z.strictObject({
    kind: z.literal('drip'),
    bytesPerSecond: z.int().min(1, 'must be at least 1').max(10_000_000, 'must be at most 10,000,000'),
  }),
  /** `Content-Length` tells of the whole body; so many bytes of it come, then the connection ends. */
  z.strictObject({ kind: z.literal('truncate'), sentBytes: z.int().min(0, 'must not be negative') }),
]);
export type ReplyFault = z.infer<typeof ReplyFault>;

/**
 * A reply. A status of 100 to 199 is no final answer (RFC 9110 §15.2): it goes out at once with its headers, and after
 * the delay the bin's default reply follows it.
 */
export const PlannedReply = z.strictObject({
  kind: z.literal('reply'),
  status: z.int('must be a number').min(100, 'must be 100 to 599').max(599, 'must be 100 to 599'),
  headers: z.array(Header).max(100).default([]),
  body: ReplyBody.default({ text: '' }),
  /** True makes header values and a text body Liquid templates over the request. */
  isTemplate: z.boolean().default(false),
  delayMs,
  fault: ReplyFault.optional(),
});
export type PlannedReply = z.infer<typeof PlannedReply>;

/** The body of a JavaScript function over `request` that returns `{ status?, headers?, body? }`. */
export const ScriptedReply = z.strictObject({
  kind: z.literal('script'),
  script: z.string().min(1, 'must not be empty').max(100_000, 'must be at most 100,000 characters'),
  delayMs,
  fault: ReplyFault.optional(),
});
export type ScriptedReply = z.infer<typeof ScriptedReply>;

/** No reply at all. */
export const NoReply = z.strictObject({
  /** `close` ends the connection, `reset` breaks it (TCP RST), `hang` keeps it open and says nothing. */
  kind: z.enum(['close', 'reset', 'hang']),
  /** What is waited before; how long it is kept open, after which it is closed, for `hang`. */
  delayMs,
});
export type NoReply = z.infer<typeof NoReply>;

/** One answer to one request. */
export const SingleResponse = z.discriminatedUnion('kind', [PlannedReply, ScriptedReply, NoReply]);
export type SingleResponse = z.infer<typeof SingleResponse>;

/** Answers in turn, as requests match: fail twice, then succeed. */
export const ResponseSequence = z.strictObject({
  kind: z.literal('sequence'),
  steps: z
    .array(
      z.strictObject({
        /** For how many requests in a row. */
        times: z.int().min(1, 'must be at least 1').max(1_000_000).default(1),
        respond: SingleResponse,
      }),
    )
    .min(1, 'must have at least one step')
    .max(50),
  /** After the last step: it goes on, or the first comes again. */
  atEnd: z.enum(['stay', 'restart']).default('stay'),
});
export type ResponseSequence = z.infer<typeof ResponseSequence>;

export const RuleResponse = z.discriminatedUnion('kind', [...SingleResponse.options, ResponseSequence]);
export type RuleResponse = z.infer<typeof RuleResponse>;

/** Matchers → what to answer. The first enabled rule that matches wins, else the bin's default reply. */
export const ResponseRule = z.strictObject({
  id: idOf('rul'),
  name: z.string().max(200).default(''),
  isEnabled: z.boolean().default(true),
  when: MatcherSet.prefault({}),
  respond: RuleResponse,
  /** Only so many of the requests that match, chosen at random; the same ones for the same seed. The others go on to the next rule. */
  share: z
    .strictObject({
      percent: z.number().gt(0, 'must be more than 0').max(100, 'must be at most 100'),
      seed: z.int().min(0).max(4_294_967_295).default(1),
    })
    .optional(),
});
export type ResponseRule = z.infer<typeof ResponseRule>;

/** As a caller gives it: a rule without an id is a new one. */
export const ResponseRuleInput = ResponseRule.partial({ id: true });
export type ResponseRuleInput = z.infer<typeof ResponseRuleInput>;
