import type { Bin } from '../../../shared/model/bin.ts';
import type { Delivery } from '../../../shared/model/delivery.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { Verification } from '../../../shared/model/verification.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

/** Where the destination picker stops. */
const RECENT_URLS = 8;

/** So many are read at a time. */
const PAGE = 50;

interface ExchangeCommandDeps {
  store: Store;
  /** Plans the delivery and starts it. */
  replay(exchange: Exchange, url: string, input: ParsedInput<'exchanges.replay'>): Promise<Delivery>;
  /** Checks its signature again and keeps what was found. */
  verify(exchange: Exchange, input: ParsedInput<'exchanges.verify'>): Promise<Verification>;
  /** Checks it again and finds out why it fails. */
  diagnose(exchange: Exchange, input: ParsedInput<'exchanges.diagnose'>): Promise<Verification>;
  /** Checks it again as its bin is set up, and keeps what was found; no cause is looked for. */
  verifyAsSetUp(exchange: Exchange): Promise<Verification>;
  bin(id: string): Bin | undefined;
}

export function exchangeCommands({
  store,
  replay,
  verify,
  diagnose,
  verifyAsSetUp,
  bin,
}: ExchangeCommandDeps): HandlersOf<'exchanges'> {
  const existing = async (id: string): Promise<Exchange> => {
    const exchange = await store.getExchange(id);
    if (exchange === undefined) throw new CommandError('not_found', `There is no exchange ${id}.`);
    return exchange;
  };

  return {
    'exchanges.list': ({ limit, cursor, ...filter }) => store.listExchanges(filter, limit, cursor),

    async 'exchanges.histogram'({ buckets, ...filter }) {
      if (filter.toAt <= filter.fromAt) {
        throw new CommandError('bad_input', 'toAt must be later than fromAt.', [
          { path: 'toAt', message: 'must be later than fromAt' },
        ]);
      }
      return { buckets: await store.histogram(filter, buckets) };
    },

    async 'exchanges.get'({ id }) {
      const [exchange, deliveries] = await Promise.all([
        existing(id),
        store.listDeliveries({ exchangeId: id }, 500),
      ]);
      return { ...exchange, deliveries: deliveries.items };
    },

    async 'exchanges.replay'(input) {
      const exchange = await existing(input.id);
      const url = input.url ?? (await store.recentDestinations(input.id, 1))[0];
      if (url === undefined) {
        throw new CommandError(
          'bad_input',
          'This exchange was never sent anywhere, so say where to: give a url such as http://localhost:3000/webhooks.',
          [{ path: 'url', message: 'is needed the first time' }],
        );
      }
      return replay(exchange, url, input);
    },

    async 'exchanges.destination'({ id }) {
      await existing(id);
      const recentUrls = await store.recentDestinations(id, RECENT_URLS);
      const [url] = recentUrls;
      return { ...(url === undefined ? {} : { url }), recentUrls };
    },

    'exchanges.verify': async (input) => verify(await existing(input.id), input),

    'exchanges.diagnose': async (input) => diagnose(await existing(input.id), input),

    async 'exchanges.verifyNewest'({ binId, limit }) {
      if (bin(binId) === undefined) throw new CommandError('not_found', `There is no bin ${binId}.`);
      const counts = { verified: 0, rejected: 0, unverified: 0 };
      let cursor: string | undefined;
      for (let left = limit; left > 0;) {
        const page = await store.listExchanges({ binId }, Math.min(left, PAGE), cursor);
        for (const { id } of page.items) {
          const exchange = await store.getExchange(id);
          if (exchange !== undefined) counts[(await verifyAsSetUp(exchange)).status] += 1;
        }
        left -= page.items.length;
        cursor = page.nextCursor;
        if (cursor === undefined) break;
      }
      return {
        verifiedCount: counts.verified,
        rejectedCount: counts.rejected,
        unverifiedCount: counts.unverified,
      };
    },
  };
}
