import type { ProviderInfo } from '../../../shared/model/provider.ts';
import type { TemplateInfo } from '../../../shared/model/template.ts';
import type { Story } from '../../../shared/model/trigger-run.ts';

/** What can be picked: one event, or a story of several. */
export interface Entry {
  /** Unique in the whole catalogue. */
  key: string;
  provider: string;
  kind: 'event' | 'story';
  /** The name of the template, or the id of the story. */
  id: string;
  title: string;
  /** Under the title: the event as the provider writes it, or how many there are. */
  detail: string;
  /** Of a story, what it sends; of an event, itself. */
  steps: readonly { event: string; title: string }[];
}

export const eventEntry = ({ provider, event, title }: TemplateInfo): Entry => ({
  key: `${provider} ${event}`,
  provider,
  kind: 'event',
  id: event,
  title,
  detail: event,
  steps: [{ event, title }],
});

export const storyEntry = ({ id, provider, title, steps }: Story): Entry => ({
  key: `story ${id}`,
  provider,
  kind: 'story',
  id,
  title,
  detail: `Story of ${steps.length} events`,
  steps,
});

/** The entries that have every word of the query in them: in their names, or in their provider's. */
export function filterEntries(
  entries: readonly Entry[],
  query: string,
  providerName: (id: string) => string,
): readonly Entry[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return entries;
  return entries.filter(({ provider, id, title, steps }) => {
    const text = [providerName(provider), provider, id, title, ...steps.map(({ event }) => event)]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The providers that entries are left of, in the order of their names. */
export const providersOf = (
  entries: readonly Entry[],
  providers: readonly ProviderInfo[],
): readonly ProviderInfo[] => {
  const ids = new Set(entries.map(({ provider }) => provider));
  return providers.filter(({ id }) => ids.has(id)).toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
};
