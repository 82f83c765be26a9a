import { z } from 'zod';
import { Bin } from '../../model/bin.ts';
import { idOf } from '../../model/id.ts';
import { Tunnel } from '../../model/tunnel.ts';
import { command, nothing } from '../command.ts';

const notes = z.array(z.strictObject({ flag: z.string(), reason: z.string() }));

/** What an `ngrok` command will do here, free of its secrets. */
export const NgrokPlan = z.strictObject({
  kind: z.enum(['http', 'authtoken']),
  /** One sentence for each thing that is set up. */
  does: z.array(z.string()),
  /** Flags that Hookbench can't follow. */
  unsupported: notes,
  /** Flags that change nothing here. */
  withoutEffect: notes,
  binId: idOf('bin').optional(),
  targetUrl: z.string().optional(),
  hostHeader: z.string().optional(),
  domain: z.string().optional(),
});
export type NgrokPlan = z.infer<typeof NgrokPlan>;

const input = z.strictObject({
  command: z.string().min(1, 'must not be empty').max(20_000),
  /** Absent: Inbox, which takes every path, as ngrok does. */
  binId: idOf('bin').optional(),
  /** `ngrok` as the command says, `current` whichever tunnel is set up first, `none` to leave it alone. */
  tunnel: z.enum(['ngrok', 'current', 'none']).default('ngrok'),
});

/** `bad_input` for what is no command of ngrok's, or one that has no meaning here; the sentence says why. */
export const ngrokCommandCommands = {
  'ngrokCommand.plan': command(input, NgrokPlan),
  /** Does it. The same command again changes nothing; another one takes the place of the one before. */
  'ngrokCommand.apply': command(
    input,
    NgrokPlan.extend({ isChanged: z.boolean(), bin: Bin.optional(), tunnel: Tunnel.optional() }),
  ),
  /** Takes back what the last `ngrokCommand.apply` of this run of the app changed; `not_found` when it did not. */
  'ngrokCommand.undo': command(nothing, z.strictObject({ bin: Bin.optional(), tunnel: Tunnel })),
};
