import { useEffect, useState } from 'react';
import type { Delivery } from '../../../shared/model/delivery.ts';
import { call } from '../../host/call.ts';
import type { Arrival } from './journey.ts';

/** When the request of a forward arrived and was answered; `undefined` for any other delivery. */
export function useArrival({ trigger, exchangeId, status }: Delivery): Arrival | undefined {
  const [read, setRead] = useState<Arrival & { exchangeId: string }>();
  const wanted = trigger === 'forward' ? exchangeId : undefined;
  useEffect(() => {
    if (wanted === undefined) return;
    let isCurrent = true;
    call('exchanges.get', { id: wanted }).then(
      ({ receivedAt, request: { via }, outcome }) => {
        if (isCurrent) setRead({ exchangeId: wanted, receivedAt, via, outcome });
      },
      // It was cleared: the phases of the send are left.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted, status]);
  return read?.exchangeId === wanted ? read : undefined;
}
