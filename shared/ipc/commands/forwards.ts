import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import { ForwardQueue, ForwardRuleInput } from '../../model/forward-rule.ts';
import { idOf } from '../../model/id.ts';
import { command, isWaiting } from '../command.ts';

/** One mirror of a bin, or all of them. */
const place = z.strictObject({ binId: idOf('bin'), ruleId: idOf('fwd').optional() });
const queues = z.array(ForwardQueue);

/** What is sent on of what a bin receives; the rules themselves are part of the bin. */
export const forwardsCommands = {
  /** What each mirror of a bin has still to deliver. */
  'forwards.queue': command(z.strictObject({ binId: idOf('bin') }), z.strictObject({ queues })),
  /** Tries destinations that are down now, rather than when their wait is over. */
  'forwards.drain': command(place, z.strictObject({ queues })),
  /** Takes out all that waits; the requests stay in the bin. */
  'forwards.discard': command(place, z.strictObject({ discardedCount: z.int().nonnegative(), queues })),
  /**
   * Sends one request by a rule that need not be saved, past its matchers and its queue: the newest of the bin, or the one
   * given. `bad_input` when the rule can't work, `not_found` when the bin is empty.
   */
  'forwards.try': command(
    z.strictObject({
      binId: idOf('bin'),
      rule: ForwardRuleInput,
      exchangeId: idOf('exc').optional(),
      isWaiting,
    }),
    Delivery,
  ),
};
