import type { Bin } from '../../../shared/model/bin.ts';
import type { ResponseRule, ResponseRuleInput } from '../../../shared/model/response-rule.ts';
import type { CommandValue, ParsedInput } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { explainRule } from '../../../shared/rules/explain-rule.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import type { BinDirectory } from '../bin-directory.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface RuleCommandDeps {
  store: Pick<Store, 'listExchanges'>;
  bins: Pick<BinDirectory, 'get'>;
  /** What rules see of a captured request, as if it came to this bin; `undefined` when there is none. */
  factsOfExchange(exchangeId: string, bin: Bin): Promise<RequestFacts | undefined>;
  factsOfSketch(request: SketchedRequest, bin: Bin): RequestFacts;
  check(setup: Pick<Bin, 'rules' | 'reply'>): Promise<{ path: string; message: string }[]>;
  tryOut(bin: Pick<Bin, 'rules' | 'reply'>, facts: RequestFacts): Promise<Omit<Trial, 'exchangeId'>>;
  resetCounters(ruleIds: readonly string[]): void;
}

type Trial = CommandValue<'rules.try'>;
type TrialInput = ParsedInput<'rules.try'>;
export type SketchedRequest = NonNullable<TrialInput['request']>;

export function ruleCommands(deps: RuleCommandDeps): HandlersOf<'rules'> {
  const existing = (id: string): Bin => {
    const bin = deps.bins.get(id);
    if (bin === undefined) throw new CommandError('not_found', `There is no bin ${id}.`);
    return bin;
  };

  /** The request to try: the one named, else the one written down, else the newest of the bin. */
  async function request(input: TrialInput, bin: Bin): Promise<{ facts: RequestFacts; exchangeId?: string }> {
    if (input.exchangeId === undefined && input.request !== undefined) {
      return { facts: deps.factsOfSketch(input.request, bin) };
    }
    const exchangeId =
      input.exchangeId ?? (await deps.store.listExchanges({ binId: bin.id }, 1)).items[0]?.id;
    if (exchangeId === undefined) {
      throw new CommandError('not_found', `${bin.name} has captured nothing yet; give a request to try.`);
    }
    const facts = await deps.factsOfExchange(exchangeId, bin);
    if (facts === undefined) throw new CommandError('not_found', `There is no exchange ${exchangeId}.`);
    return { facts, exchangeId };
  }

  return {
    'rules.explain'({ rule, rules = [] }) {
      const all = rule === undefined ? rules : [rule, ...rules];
      return Promise.resolve({ explanations: all.map(explainRule) });
    },

    async 'rules.try'(input) {
      const bin = existing(input.binId);
      const tried = {
        rules: input.rules === undefined ? bin.rules : input.rules.map(withId),
        reply: input.reply ?? bin.reply,
      };
      const problems = await deps.check(tried);
      const [first] = problems;
      if (first !== undefined) {
        throw new CommandError('bad_input', `${first.path}: ${first.message}`, problems);
      }
      const { facts, exchangeId } = await request(input, bin);
      const trial = await deps.tryOut(tried, facts);
      return exchangeId === undefined ? trial : { ...trial, exchangeId };
    },

    'rules.resetCounters'({ binId, ruleIds }) {
      const { rules } = existing(binId);
      deps.resetCounters(ruleIds ?? rules.map(({ id }) => id));
      return Promise.resolve({});
    },
  };
}

/** A rule that is not saved yet has counted nothing: any id of its own will do. */
const withId = (rule: ResponseRuleInput, index: number): ResponseRule => ({
  ...rule,
  id: rule.id ?? `rul_new-${index}`,
});
