import { z } from 'zod';
import { idOf } from './id.ts';
import { MatcherSet } from './matcher.ts';
import { Reply } from './reply.ts';

/** Matchers → what to answer. The first enabled rule that matches wins, else the bin's default reply. */
export const ResponseRule = z.strictObject({
  id: idOf('rul'),
  name: z.string().max(200),
  isEnabled: z.boolean().default(true),
  when: MatcherSet.prefault({}),
  reply: Reply,
});
export type ResponseRule = z.infer<typeof ResponseRule>;
