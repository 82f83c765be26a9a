import { z } from 'zod';
import { BodyContent } from '../../model/body.ts';
import { Answered } from '../../model/exchange.ts';
import { Header } from '../../model/header.ts';
import { idOf } from '../../model/id.ts';
import { DefaultReply, Reply } from '../../model/reply.ts';
import { ReplyFault, ResponseRuleInput } from '../../model/response-rule.ts';
import { command, nothing } from '../command.ts';

const rules = z.array(ResponseRuleInput).max(200);

/** A request that was not captured, as one would write it down. */
const SketchedRequest = z.strictObject({
  method: z.string().min(1).max(200).default('POST'),
  /** Absolute, or a path. */
  url: z.string().min(1).max(65_536),
  headers: z.array(Header).max(500).default([]),
  body: BodyContent.optional(),
});

/** What would go out. */
const TriedAnswer = z.strictObject({
  /** Who would answer, and why. */
  answered: Answered,
  /** Absent where there would be no reply at all. */
  reply: Reply.optional(),
  /** What would go out at once, before the delay. */
  interim: z.strictObject({ status: z.int(), headers: z.array(Header) }).optional(),
  delayMs: z.int().nonnegative(),
  fault: z
    .discriminatedUnion('kind', [
      ...ReplyFault.options,
      z.strictObject({ kind: z.enum(['close', 'reset', 'hang']) }),
    ])
    .optional(),
});

export const ruleCommands = {
  /** Each rule in one sentence: `rule`, then `rules`. */
  'rules.explain': command(
    z.strictObject({ rule: ResponseRuleInput.optional(), rules: rules.optional() }),
    z.strictObject({ explanations: z.array(z.string()) }),
  ),
  /**
   * Which rule would answer a request, why each before it would not, and what would go out; nothing is sent and nothing
   * counted. By the bin's own rules and default reply, or those given, which need not be saved. `bad_input` as when they
   * are.
   */
  'rules.try': command(
    z.strictObject({
      binId: idOf('bin'),
      /** A captured request of any bin; the newest of this one when there is no `request` either. */
      exchangeId: idOf('exc').optional(),
      request: SketchedRequest.optional(),
      rules: rules.optional(),
      reply: DefaultReply.optional(),
    }),
    z.strictObject({
      exchangeId: idOf('exc').optional(),
      /** In order. */
      rules: z.array(
        z.strictObject({
          ruleId: idOf('rul'),
          verdict: z.enum(['answers', 'misses', 'notInShare', 'disabled', 'notReached']),
          /** One sentence that says why. */
          reason: z.string(),
        }),
      ),
      answer: TriedAnswer,
    }),
  ),
  /** Lets rules count from the beginning: `nth`, sequences and shares. All of the bin's, or only those named. */
  'rules.resetCounters': command(
    z.strictObject({ binId: idOf('bin'), ruleIds: z.array(idOf('rul')).max(200).optional() }),
    nothing,
  ),
} as const;
