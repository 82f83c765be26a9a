import { z } from 'zod';
import { BinSetup } from '../../model/bin.ts';
import { Refusal } from '../../model/guard.ts';
import { idOf } from '../../model/id.ts';
import { command } from '../command.ts';

const count = z.int().nonnegative();

/** A captured request that a guard stops, or would have stopped. */
const StoppedExchange = z.strictObject({
  exchangeId: idOf('exc'),
  receivedAt: z.int(),
  method: z.string(),
  target: z.string(),
  remoteAddress: z.string(),
  reason: Refusal.shape.reason,
  message: Refusal.shape.message,
});

export const guardCommands = {
  /** How many requests the bin refused, and which of its guards can let no one in as things are. */
  'guards.status': command(
    z.strictObject({ binId: idOf('bin') }),
    z.strictObject({
      refusedCount: count,
      /** In the order of the bin's guards, those with a problem only. */
      problems: z.array(z.strictObject({ guardId: idOf('grd'), message: z.string() })),
    }),
  ),
  /**
   * What each guard, switched on or not, would have stopped of what the bin captured: the bin's own guards, or those given,
   * which need not be saved. Reads the newest `limit` exchanges, or with `cursor` those before.
   */
  'guards.preview': command(
    z.strictObject({
      binId: idOf('bin'),
      guards: BinSetup.shape.guards.optional(),
      limit: z.int().min(1).max(5000).default(500),
      cursor: z.string().max(200).optional(),
    }),
    z.strictObject({
      /** Exchanges looked at: those that were read to their end. */
      examinedCount: count,
      /** Those that at least one enabled guard would have stopped. */
      stoppedCount: count,
      guards: z.array(
        z.strictObject({
          guardId: idOf('grd'),
          stoppedCount: count,
          reasons: z.array(z.strictObject({ reason: Refusal.shape.reason, count })),
          /** The newest few. */
          samples: z.array(StoppedExchange).max(10),
        }),
      ),
      nextCursor: z.string().optional(),
    }),
  ),
} as const;
