import { useState } from 'react';
import { useProvider } from '../../state/providers.ts';
import { useWorkbench } from '../../state/workbench.ts';
import type { ProviderInfo } from '../../../shared/model/provider.ts';
import type { Entry } from './catalog-filter.ts';
import { likelySecret } from './SigningField.tsx';
import { useDestinations, type Destinations } from './use-destinations.ts';

/** What most frameworks listen on. */
const LIKELY = 'http://localhost:3000';

/** Where to, and signed with what. */
export interface Target {
  url: string;
  setUrl: (url: string) => void;
  destinations: Destinations;
  provider: ProviderInfo | undefined;
  secretName: string | undefined;
  setSecretName: (name: string | undefined) => void;
}

/** Follows what is picked: until another is chosen, the last destination and the provider's own secret. */
export function useTarget(entry: Entry | undefined): Target {
  const destinations = useDestinations();
  const provider = useProvider(entry?.provider);
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const [typed, setUrl] = useState<string>();
  const [chosen, setChosen] = useState<Readonly<Record<string, string | undefined>>>({});
  const isChosen = entry !== undefined && entry.provider in chosen;
  const likely =
    provider?.secret === undefined
      ? undefined
      : likelySecret(
          provider.id,
          secrets.map(({ name }) => name),
        );
  return {
    url: typed ?? destinations.recent?.[0] ?? LIKELY,
    setUrl,
    destinations,
    provider,
    secretName: isChosen ? chosen[entry.provider] : likely,
    setSecretName: (name) =>
      entry !== undefined && setChosen((known) => ({ ...known, [entry.provider]: name })),
  };
}
