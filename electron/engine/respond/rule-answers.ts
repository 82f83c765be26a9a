import type { Bin } from '../../../shared/model/bin.ts';
import type { Answered } from '../../../shared/model/exchange.ts';
import type { DefaultReply, Reply } from '../../../shared/model/reply.ts';
import type { ResponseRule } from '../../../shared/model/response-rule.ts';
import { explainRule } from '../../../shared/rules/explain-rule.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import { turnOf } from '../../../shared/rules/rule-turns.ts';
import type { Answer } from '../intake.ts';
import type { Clock } from '../ports.ts';
import { chooseRule, type ChosenRule } from './choose-rule.ts';
import { fillDefault, makeAnswer, type MakeAnswerDeps } from './make-answer.ts';
import { createRuleCounters, type RuleCounter } from './rule-counters.ts';
import { viewOf } from './request-view.ts';

/** What bins answer by their rules. */
export interface RuleAnswers {
  /** The answer of the first rule that matches, else the default reply; a rule that fails gives way to that too. */
  answer(bin: Pick<Bin, 'rules' | 'reply'>, facts: RequestFacts): Promise<Answer>;
  /** What a chosen rule would answer, or with none the default reply; nothing is counted. */
  answerOf(chosen: ChosenRule | undefined, reply: DefaultReply, facts: RequestFacts): Promise<Answer>;
  /** A copy of what a rule has counted so far, to count on without effect. */
  peekCounter(rule: ResponseRule): RuleCounter;
  /** The same counters, with other threads to run templates and scripts on. */
  apart(deps: MakeAnswerDeps): RuleAnswers;
  /** Lets these rules count from the beginning. */
  resetCounters(ruleIds: readonly string[]): void;
}

export function createRuleAnswers(
  deps: MakeAnswerDeps & { clock: Pick<Clock, 'now'> },
  counters = createRuleCounters(),
): RuleAnswers {
  const answerOf: RuleAnswers['answerOf'] = async (chosen, reply, facts) => {
    if (chosen === undefined) return defaultAnswer(reply, facts);
    const { rule, nth } = chosen;
    const respond = rule.respond.kind === 'sequence' ? turnOf(rule.respond, nth) : rule.respond;
    const view = () => viewOf(facts, nth, deps.clock.now());
    const result = await makeAnswer(respond, view, deps);
    if (result.kind === 'failed') {
      const fallback = await defaultAnswer(reply, facts);
      const said = `The rule ${nameOf(rule)} should have answered, but ${result.problem}; the default reply went out.`;
      const also = fallback.answered === undefined ? '' : ` ${fallback.answered.explanation}`;
      return { ...fallback, answered: { by: 'default', id: rule.id, explanation: `${said}${also}` } };
    }
    const answered: Answered = { by: 'rule', id: rule.id, explanation: explainRule(rule) };
    const { manner } = result;
    // After an interim reply, or in place of none, it is the default that is at hand.
    const own = result.reply ?? (await defaultAnswer(reply, facts)).reply;
    return { reply: own, answered, ...(manner === undefined ? {} : { manner }) };
  };

  async function defaultAnswer(reply: DefaultReply, facts: RequestFacts): Promise<Answer> {
    if (reply.isTemplate !== true) return { reply };
    const filled = await fillDefault(reply, () => viewOf(facts, 0, deps.clock.now()), deps);
    if (!('problem' in filled)) return { reply: filled };
    return {
      reply: emptied(reply),
      answered: {
        by: 'default',
        explanation: `The default reply went out without headers and body, because ${filled.problem}.`,
      },
    };
  }

  return {
    answer: (bin, facts) => answerOf(chooseRule(bin.rules, facts, counters.of), bin.reply, facts),
    answerOf,
    peekCounter: counters.peek,
    apart: (others) => createRuleAnswers({ ...others, clock: deps.clock }, counters),
    resetCounters: counters.reset,
  };
}

const emptied = ({ status }: DefaultReply): Reply => ({ status, headers: [], body: { text: '' } });

/** `“Orders fail”`, or its id where it has no name. */
export const nameOf = ({ id, name }: Pick<ResponseRule, 'id' | 'name'>): string =>
  name === '' ? id : `“${name}”`;
