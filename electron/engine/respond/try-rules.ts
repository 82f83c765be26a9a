import type { CommandValue } from '../../../shared/ipc/contract.ts';
import type { DefaultReply } from '../../../shared/model/reply.ts';
import type { ResponseRule } from '../../../shared/model/response-rule.ts';
import { explainMiss } from '../../../shared/rules/explain-miss.ts';
import { explainRule } from '../../../shared/rules/explain-rule.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import type { Answer } from '../intake.ts';
import { judge, type ChosenRule } from './choose-rule.ts';
import type { RuleAnswers } from './rule-answers.ts';

type Trial = Omit<CommandValue<'rules.try'>, 'exchangeId'>;

/** What would become of a request, without anything being sent or counted. */
export async function tryRules(
  rules: readonly ResponseRule[],
  reply: DefaultReply,
  facts: RequestFacts,
  answers: RuleAnswers,
): Promise<Trial> {
  let chosen: ChosenRule | undefined;
  const verdicts: Trial['rules'] = [];
  for (const rule of rules) {
    const ruleId = rule.id;
    if (chosen !== undefined) {
      verdicts.push({ ruleId, verdict: 'notReached', reason: 'A rule above it answers.' });
    } else if (!rule.isEnabled) {
      verdicts.push({ ruleId, verdict: 'disabled', reason: 'It is switched off.' });
    } else {
      const counter = answers.peekCounter(rule);
      const verdict = judge(rule, facts, counter);
      if (verdict.isChosen) {
        chosen = { rule, nth: verdict.nth };
        verdicts.push({ ruleId, verdict: 'answers', reason: explainRule(rule) });
      } else if (verdict.why === 'not in its share') {
        const reason = 'It matches, but the next draw of its share leaves the request to the rules below.';
        verdicts.push({ ruleId, verdict: 'notInShare', reason });
      } else {
        // Where a count did not come to pass, it would have been the next.
        const nth = counter.reached === 0 ? 1 : counter.reached;
        verdicts.push({ ruleId, verdict: 'misses', reason: explainMiss(rule.when, facts, nth) });
      }
    }
  }
  const answer = await answers.answerOf(chosen, reply, facts);
  return { rules: verdicts, answer: shown(answer, rules.length) };
}

function shown({ reply, answered, manner = {} }: Answer, ruleCount: number): Trial['answer'] {
  const { fault, interim, delayMs = 0 } = manner;
  const isSilent = fault !== undefined && ['close', 'reset', 'hang'].includes(fault.kind);
  const { status, headers, body } = reply;
  return {
    answered: answered ?? {
      by: 'default',
      explanation: `${ruleCount === 0 ? 'There is no rule' : 'No rule answers'}, so the default reply goes out.`,
    },
    ...(isSilent ? {} : { reply: { status, headers, body } }),
    ...(interim === undefined ? {} : { interim }),
    delayMs,
    ...(fault === undefined ? {} : { fault }),
  };
}
