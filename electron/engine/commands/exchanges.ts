import type { Delivery } from '../../../shared/model/delivery.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { Verification } from '../../../shared/model/verification.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

/** Where the destination picker stops. */
const RECENT_URLS = 8;

interface ExchangeCommandDeps {
  store: Store;
  /** Plans the delivery and starts it. */
  replay(exchange: Exchange, url: string, input: ParsedInput<'exchanges.replay'>): Promise<Delivery>;
  /** Checks its signature again and keeps what was found. */
  verify(exchange: Exchange, input: ParsedInput<'exchanges.verify'>): Promise<Verification>;
}

export function exchangeCommands({ store, replay, verify }: ExchangeCommandDeps): HandlersOf<'exchanges'> {
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
  };
}
