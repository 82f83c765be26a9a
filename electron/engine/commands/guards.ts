import type { Bin } from '../../../shared/model/bin.ts';
import type { Exchange, ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { Guard, Refusal } from '../../../shared/model/guard.ts';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { BinDirectory } from '../bin-directory.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface GuardCommandDeps {
  store: Pick<Store, 'listExchanges' | 'getExchange' | 'countRefused'>;
  bins: Pick<BinDirectory, 'get'>;
  /** Why guards can let no one in as things are. */
  problemsOf(bin: Bin): Promise<{ guardId: string; message: string }[]>;
  /** What each of the guards would have said of an exchange. */
  judge(bin: Bin, guards: readonly Guard[], exchange: Exchange): Promise<(Refusal | undefined)[]>;
}

type Preview = CommandValue<'guards.preview'>;
type GuardPreview = Preview['guards'][number];

/** Exchanges read at a time, so that others get to read in between. */
const PAGE = 100;
const SAMPLES = 10;

export function guardCommands({ store, bins, problemsOf, judge }: GuardCommandDeps): HandlersOf<'guards'> {
  const existing = (id: string): Bin => {
    const bin = bins.get(id);
    if (bin === undefined) throw new CommandError('not_found', `There is no bin ${id}.`);
    return bin;
  };

  return {
    async 'guards.status'({ binId }) {
      const bin = existing(binId);
      const [refusedCount, problems] = await Promise.all([store.countRefused(binId), problemsOf(bin)]);
      return { refusedCount, problems };
    },

    async 'guards.preview'({ binId, guards: given, limit, cursor: from }) {
      const bin = existing(binId);
      const guards = given ?? bin.guards;
      const preview = emptyPreview(guards);
      let cursor = from;
      for (let left = limit; left > 0; left -= PAGE) {
        const page = await store.listExchanges({ binId }, Math.min(PAGE, left), cursor);
        const exchanges = await Promise.all(
          page.items.filter(wasReadToItsEnd).map(({ id }) => store.getExchange(id)),
        );
        for (const exchange of exchanges) {
          // Taken out of the bin meanwhile.
          if (exchange !== undefined) count(preview, guards, exchange, await judge(bin, guards, exchange));
        }
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      return cursor === undefined ? preview : { ...preview, nextCursor: cursor };
    },
  };
}

const emptyPreview = (guards: readonly Guard[]): Preview => ({
  examinedCount: 0,
  stoppedCount: 0,
  guards: guards.map(({ id }) => ({ guardId: id, stoppedCount: 0, reasons: [], samples: [] })),
});

/** No guard is asked about a request that was malformed, too slow or broken off: it gets no reply of the bin's anyway. */
const wasReadToItsEnd = ({ outcome }: ExchangeSummary): boolean =>
  outcome.state !== 'failed' ||
  outcome.reason === 'reply_aborted' ||
  outcome.reason === 'interrupted' ||
  outcome.reason === 'fault';

function count(
  preview: Preview,
  guards: readonly Guard[],
  exchange: Exchange,
  refusals: readonly (Refusal | undefined)[],
): void {
  preview.examinedCount += 1;
  if (refusals.some((refusal, index) => refusal !== undefined && guards[index]?.isEnabled === true)) {
    preview.stoppedCount += 1;
  }
  refusals.forEach((refusal, index) => {
    const guard = preview.guards[index];
    if (refusal !== undefined && guard !== undefined) countStopped(guard, exchange, refusal);
  });
}

function countStopped(guard: GuardPreview, { id, receivedAt, request }: Exchange, refusal: Refusal): void {
  const { reason, message } = refusal;
  guard.stoppedCount += 1;
  const known = guard.reasons.find((each) => each.reason === reason);
  if (known === undefined) guard.reasons.push({ reason, count: 1 });
  else known.count += 1;
  if (guard.samples.length === SAMPLES) return;
  const { method, target, remoteAddress } = request;
  guard.samples.push({ exchangeId: id, receivedAt, method, target, remoteAddress, reason, message });
}
