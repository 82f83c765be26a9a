import { useMemo } from 'react';
import { endpointsOf, type Endpoints } from '../../shared/http/endpoint.ts';
import { useWorkbench } from './workbench.ts';

/** The URLs of a bin now; `best` is the one to hand out: public while the tunnel is online, else local. */
export function useEndpoints(slug: string): Endpoints & { best: string } {
  const listener = useWorkbench((state) => state.listener);
  const https = useWorkbench((state) => state.https);
  const publicUrl = useWorkbench((state) =>
    state.tunnel.state === 'online' ? state.tunnel.publicUrl : undefined,
  );
  return useMemo(() => {
    const endpoints = endpointsOf(slug, listener, publicUrl, https);
    return { ...endpoints, best: endpoints.public ?? endpoints.local };
  }, [slug, listener, publicUrl, https]);
}
