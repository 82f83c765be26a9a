import type { ProviderEvent, ProviderInfo } from '../../shared/model/provider.ts';
import { providers } from './providers/registry.ts';

/** What a window shows of every provider; `eventsOf` says which events of it there are templates for. */
export function listProviders(eventsOf: (providerId: string) => ProviderEvent[]): ProviderInfo[] {
  return providers.map(
    ({ id, name, mark, docsUrl, schemeIds, secret, handshake, deadlineMs, retryProfile }) => ({
      id,
      name,
      mark,
      docsUrl,
      schemeIds: [...schemeIds],
      ...(secret === undefined ? {} : { secret }),
      ...(handshake === undefined ? {} : { handshake }),
      ...(deadlineMs === undefined ? {} : { deadlineMs }),
      ...(retryProfile === undefined ? {} : { retryProfile }),
      events: eventsOf(id),
    }),
  );
}
