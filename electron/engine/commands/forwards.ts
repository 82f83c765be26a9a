import type { Bin } from '../../../shared/model/bin.ts';
import type { Delivery } from '../../../shared/model/delivery.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { ForwardQueue, ForwardRule } from '../../../shared/model/forward-rule.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface ForwardCommandDeps {
  store: Pick<Store, 'getExchange' | 'listExchanges'>;
  bins: { get(id: string): Bin | undefined };
  queues: {
    statusOf(binId: string): ForwardQueue[];
    drain(binId: string, ruleId: string | undefined): void;
    discard(binId: string, ruleId: string | undefined): Promise<number>;
  };
  check(rules: readonly ForwardRule[]): Promise<{ path: string; message: string }[]>;
  nextId(): string;
  /** Sends an exchange by a rule. */
  sendOnce(bin: Bin, exchange: Exchange, rule: ForwardRule, isWaiting: boolean): Promise<Delivery>;
}

export function forwardCommands(deps: ForwardCommandDeps): HandlersOf<'forwards'> {
  const { store, bins, queues } = deps;
  const existing = (id: string): Bin => {
    const bin = bins.get(id);
    if (bin === undefined) throw new CommandError('not_found', `There is no bin ${id}.`);
    return bin;
  };
  const existingPlace = ({ binId, ruleId }: { binId: string; ruleId?: string | undefined }) => {
    const bin = existing(binId);
    if (ruleId === undefined || bin.forwards.some(({ id }) => id === ruleId)) return;
    throw new CommandError('not_found', `The bin ${bin.name} has no forward rule ${ruleId}.`);
  };
  const newestOf = async (bin: Bin): Promise<string> => {
    const { items } = await store.listExchanges({ binId: bin.id, isRefused: false }, 1);
    const [newest] = items;
    if (newest !== undefined) return newest.id;
    throw new CommandError('not_found', `${bin.name} has no request to send yet: let one arrive first.`);
  };

  return {
    'forwards.queue'({ binId }) {
      existing(binId);
      return Promise.resolve({ queues: queues.statusOf(binId) });
    },
    'forwards.drain'(place) {
      existingPlace(place);
      queues.drain(place.binId, place.ruleId);
      return Promise.resolve({ queues: queues.statusOf(place.binId) });
    },
    async 'forwards.discard'(place) {
      existingPlace(place);
      const discardedCount = await queues.discard(place.binId, place.ruleId);
      return { discardedCount, queues: queues.statusOf(place.binId) };
    },
    async 'forwards.try'({ binId, rule: given, exchangeId, isWaiting }) {
      const bin = existing(binId);
      const rule = { ...given, id: given.id ?? deps.nextId() };
      const problems = (await deps.check([rule])).map(({ path, message }) => ({
        path: path.replace('forwards.0', 'rule'),
        message,
      }));
      const [first] = problems;
      if (first !== undefined)
        throw new CommandError('bad_input', `${first.path}: ${first.message}`, problems);
      const id = exchangeId ?? (await newestOf(bin));
      const exchange = await store.getExchange(id);
      if (exchange === undefined || exchange.binId !== binId)
        throw new CommandError('not_found', `${bin.name} has no exchange ${id}.`);
      return deps.sendOnce(bin, exchange, rule, isWaiting);
    },
  };
}
