import type { Delivery } from '../../../shared/model/delivery.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface DeliveryCommandDeps {
  store: Store;
  /** Ends a running delivery and resolves when it has; nothing happens to one that is not running. */
  cancel(id: string): Promise<void>;
}

export function deliveryCommands({ store, cancel }: DeliveryCommandDeps): HandlersOf<'deliveries'> {
  const existing = async (id: string): Promise<Delivery> => {
    const delivery = await store.getDelivery(id);
    if (delivery === undefined) throw new CommandError('not_found', `There is no delivery ${id}.`);
    return delivery;
  };
  return {
    'deliveries.get': ({ id }) => existing(id),
    'deliveries.list': ({ limit, cursor, exchangeId, draftId }) =>
      store.listDeliveries(
        {
          ...(exchangeId === undefined ? {} : { exchangeId }),
          ...(draftId === undefined ? {} : { draftId }),
        },
        limit,
        cursor,
      ),
    async 'deliveries.cancel'({ id }) {
      await existing(id);
      await cancel(id);
      return existing(id);
    },
  };
}
