import { z } from 'zod';
import { idOf } from './id.ts';
import { MatcherSet } from './matcher.ts';

/** Matchers → a destination that what arrived is sent on to. */
export const ForwardRule = z.strictObject({
  id: idOf('fwd'),
  name: z.string().max(200),
  isEnabled: z.boolean().default(true),
  when: MatcherSet.prefault({}),
  /** `proxy` answers with the destination's reply; `mirror` answers first and delivers after. */
  mode: z.enum(['proxy', 'mirror']),
  url: z.string().min(1).max(65_536),
  /** The `Host` the destination sees; `rewrite` takes it from `url`; as captured when absent. */
  hostHeader: z.string().max(255).optional(),
});
export type ForwardRule = z.infer<typeof ForwardRule>;
