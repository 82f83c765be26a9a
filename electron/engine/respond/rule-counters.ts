import type { ResponseRule } from '../../../shared/model/response-rule.ts';

/** What a rule has counted in this run of the app. */
export interface RuleCounter {
  /** Requests that reached the rule and matched it but for its matchers on `nth`. */
  reached: number;
  /** Those that matched. */
  matched: number;
  /** Those that its share took: what a sequence goes by. */
  answered: number;
}

/** A counter for each rule; a rule that is changed starts anew, one that only moves or is renamed does not. */
export interface RuleCounters {
  of(rule: ResponseRule): RuleCounter;
  /** A copy of what it counted, to count on without effect. */
  peek(rule: ResponseRule): RuleCounter;
  reset(ruleIds: readonly string[]): void;
}

export function createRuleCounters(): RuleCounters {
  const byId = new Map<string, { rule: ResponseRule; counter: RuleCounter }>();
  return {
    of(rule) {
      const known = byId.get(rule.id);
      if (known !== undefined && (known.rule === rule || isSame(known.rule, rule))) {
        known.rule = rule;
        return known.counter;
      }
      const counter = nothingCounted();
      byId.set(rule.id, { rule, counter });
      return counter;
    },
    peek(rule) {
      const known = byId.get(rule.id);
      return known !== undefined && isSame(known.rule, rule) ? { ...known.counter } : nothingCounted();
    },
    reset(ruleIds) {
      for (const id of ruleIds) byId.delete(id);
    },
  };
}

const nothingCounted = (): RuleCounter => ({ reached: 0, matched: 0, answered: 0 });

function isSame(one: ResponseRule, other: ResponseRule): boolean {
  const counted = ({ when, respond, share }: ResponseRule) => JSON.stringify([when, respond, share]);
  return counted(one) === counted(other);
}
