import type { ForwardRule } from '../../../shared/model/forward-rule.ts';
import { matches } from '../../../shared/rules/matches.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';

/** What is to be done with one request. */
export interface ChosenForwards {
  /** Answers it: the first that matches. */
  proxy?: ForwardRule;
  /** Get it after it was answered: all that match. */
  mirrors: ForwardRule[];
  /** It was forwarded by us before: it is not again, and its sender is told. */
  isLoop?: true;
}

/** Counts, for the matcher `nth`, what each rule has seen match otherwise. Kept as long as the program runs. */
export function createForwardChooser() {
  const counts = new Map<string, number>();
  const counter = (ruleId: string) => () => {
    const count = (counts.get(ruleId) ?? 0) + 1;
    counts.set(ruleId, count);
    return count;
  };

  return (rules: readonly ForwardRule[], facts: RequestFacts): ChosenForwards => {
    const chosen: ChosenForwards = { mirrors: [] };
    for (const rule of rules) {
      if (!rule.isEnabled || (rule.mode === 'proxy' && chosen.proxy !== undefined)) continue;
      if (!matches(rule.when, facts, counter(rule.id))) continue;
      if (rule.mode === 'proxy') chosen.proxy = rule;
      else chosen.mirrors.push(rule);
    }
    return chosen;
  };
}
