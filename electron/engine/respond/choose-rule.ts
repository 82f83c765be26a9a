import type { ResponseRule } from '../../../shared/model/response-rule.ts';
import { matches } from '../../../shared/rules/matches.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import { isInShare } from '../../../shared/rules/rule-turns.ts';
import type { RuleCounter } from './rule-counters.ts';

export interface ChosenRule {
  rule: ResponseRule;
  /** How many requests it has answered, this one included. */
  nth: number;
}

/** The first enabled rule that matches and whose share takes the request; counts as it goes. */
export function chooseRule(
  rules: readonly ResponseRule[],
  facts: RequestFacts,
  counterOf: (rule: ResponseRule) => RuleCounter,
): ChosenRule | undefined {
  for (const rule of rules) {
    if (!rule.isEnabled) continue;
    const verdict = judge(rule, facts, counterOf(rule));
    if (verdict.isChosen) return { rule, nth: verdict.nth };
  }
  return undefined;
}

export type Verdict =
  { isChosen: true; nth: number } | { isChosen: false; why: 'not matching' | 'not in its share' };

/** Judges a request by one rule. Synchronous, so that requests are counted in the order in which they are judged. */
export function judge(rule: ResponseRule, facts: RequestFacts, counter: RuleCounter): Verdict {
  if (!matches(rule.when, facts, () => (counter.reached += 1))) {
    return { isChosen: false, why: 'not matching' };
  }
  counter.matched += 1;
  if (rule.share !== undefined && !isInShare(rule.share, counter.matched)) {
    return { isChosen: false, why: 'not in its share' };
  }
  counter.answered += 1;
  return { isChosen: true, nth: counter.answered };
}
