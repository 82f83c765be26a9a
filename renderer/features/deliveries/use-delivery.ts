import { useEffect, useState } from 'react';
import type { Delivery } from '../../../shared/model/delivery.ts';
import { call } from '../../host/call.ts';
import { useEvents } from '../../state/events.ts';

interface Read {
  deliveryId: string;
  delivery?: Delivery;
  /** Why it could not be read. */
  problem?: string;
}

/** One delivery, read again whenever an event tells of it. */
export function useDelivery(deliveryId: string): { delivery?: Delivery; problem?: string } {
  const [read, setRead] = useState<Read>({ deliveryId });
  const [news, setNews] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    call('deliveries.get', { id: deliveryId }).then(
      (delivery) => isCurrent && setRead({ deliveryId, delivery }),
      (error: unknown) => {
        if (isCurrent)
          setRead({ deliveryId, problem: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [deliveryId, news]);
  useEvents(({ events, hasGap }) => {
    const isTold = events.some((event) => 'delivery' in event && event.delivery.id === deliveryId);
    if (hasGap || isTold) setNews((count) => count + 1);
  });
  return read.deliveryId === deliveryId ? read : {};
}
