import { useEffect, useState } from 'react';
import { endpointsOf } from '../../../shared/http/endpoint.ts';
import { call } from '../../host/call.ts';
import { notifyFailure } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { distinct } from './destination.ts';

export interface Destinations {
  /** Where something was sent last, newest first; `undefined` until that was read. */
  recent: readonly string[] | undefined;
  /** The bins' own endpoints: what is sent there is captured. */
  bins: readonly { name: string; url: string }[];
}

const RECENT = 8;

export function useDestinations(): Destinations {
  const [recent, setRecent] = useState<readonly string[]>();
  useEffect(() => {
    let isCurrent = true;
    call('deliveries.list', { limit: 50 }).then(
      ({ items }) =>
        isCurrent &&
        setRecent(
          distinct(
            items.map(({ url }) => url),
            RECENT,
          ),
        ),
      (error: unknown) => {
        setRecent([]);
        notifyFailure('Recent destinations could not be read', error);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, []);
  const bins = useWorkbench((state) => state.bins);
  const listener = useWorkbench((state) => state.listener);
  return {
    recent,
    bins: bins.map(({ name, slug }) => ({ name, url: endpointsOf(slug, listener, undefined).local })),
  };
}
