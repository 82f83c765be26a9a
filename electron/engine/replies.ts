import type { Bin } from '../../shared/model/bin.ts';
import type { DefaultReply } from '../../shared/model/reply.ts';
import type { ResponseRule } from '../../shared/model/response-rule.ts';
import type { Problem } from '../../shared/rules/check-matchers.ts';
import type { RequestFacts } from '../../shared/rules/request-facts.ts';
import type { Clock } from './ports.ts';
import { checkDefaultReply, checkRules } from './respond/check-rules.ts';
import { createCompute } from './respond/compute.ts';
import { createRuleAnswers, type RuleAnswers } from './respond/rule-answers.ts';
import { tryRules } from './respond/try-rules.ts';

/** What bins answer: rules, templates, scripts, and the threads that run them. */
export interface Replies extends Pick<RuleAnswers, 'answer' | 'resetCounters'> {
  /** What of rules or of a default reply can't work, and where; empty when all of it can. */
  check(setup: { rules?: readonly ResponseRule[]; reply?: DefaultReply }): Promise<Problem[]>;
  try(bin: Pick<Bin, 'rules' | 'reply'>, facts: RequestFacts): ReturnType<typeof tryRules>;
  close(): Promise<void>;
}

interface RepliesOptions {
  clock: Clock;
  /** The built `respond/compute-worker.ts`. */
  computeWorkerPath: string | URL;
}

export function createReplies({ clock, computeWorkerPath: workerPath }: RepliesOptions): Replies {
  const templates = createCompute({ workerPath, clock });
  const scripts = createCompute({ workerPath, clock });
  // What someone is trying out or saving must not hold up a sender.
  const trials = createCompute({ workerPath, clock });
  const answers = createRuleAnswers({ templates, scripts, clock });
  const trial = { templates: trials, scripts: trials };
  return {
    answer: answers.answer,
    resetCounters: answers.resetCounters,
    async check({ rules = [], reply }) {
      const problems = await checkRules(rules, trial);
      return reply === undefined ? problems : [...problems, ...(await checkDefaultReply(reply, trial))];
    },
    try: ({ rules, reply }, facts) => tryRules(rules, reply, facts, answers.apart(trial)),
    async close() {
      await Promise.all([templates.close(), scripts.close(), trials.close()]);
    },
  };
}
