import { Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useProviders } from '../../state/providers.ts';
import { ProviderMark } from '../../ui/ProviderMark.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { filterEntries, providersOf, type Entry } from './catalog-filter.ts';
import { PickList } from './PickList.tsx';

export interface PickerProps {
  entries: readonly Entry[];
  picked: Entry | undefined;
  onPick: (entry: Entry) => void;
  onConfirm: () => void;
  isDisabled?: boolean;
}

/** Providers on the left, what they tell of beside them, one search over both. */
export function Picker({ entries, picked, onPick, onConfirm, isDisabled = false }: PickerProps) {
  const providers = useProviders();
  const [query, setQuery] = useState('');
  const [chosenId, setChosenId] = useState<string>();
  const nameOf = (id: string) => providers.find((each) => each.id === id)?.name ?? id;
  const found = filterEntries(entries, query, nameOf);
  const shown = providersOf(found, providers);
  const providerId = shown.find(({ id }) => id === (chosenId ?? picked?.provider))?.id ?? shown[0]?.id;
  const own = found.filter(({ provider }) => provider === providerId);

  const pickFirstOf = (id: string) => {
    setChosenId(id);
    const first = found.find(({ provider }) => provider === id);
    if (first !== undefined) onPick(first);
  };
  const search = (text: string) => {
    setQuery(text);
    const [first] = filterEntries(entries, text, nameOf);
    // What is picked is always in sight.
    if (first !== undefined && !filterEntries(picked === undefined ? [] : [picked], text, nameOf).length) {
      setChosenId(first.provider);
      onPick(first);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const at = own.findIndex(({ key }) => key === picked?.key);
    const next = own[Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1))];
    if (next !== undefined) onPick(next);
  };

  return (
    <div className="flex min-h-0 min-w-0 flex-col border-r border-line" inert={isDisabled}>
      <div className="px-3 pb-2" onKeyDown={onKeyDown}>
        <TextField
          type="search"
          icon={Search}
          label="Search events"
          placeholder="Search events and providers"
          value={query}
          onChange={search}
        />
      </div>
      {found.length === 0 ? (
        <p role="status" className="px-4 py-6 text-muted">
          No event of any provider has all of these words.
        </p>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[168px_minmax(0,1fr)] border-t border-line">
          <PickList
            label="Providers"
            items={shown}
            keyOf={({ id }) => id}
            pickedKey={providerId}
            onPick={({ id }) => pickFirstOf(id)}
            className="border-r border-line"
            renderItem={({ name, mark }) => (
              <span className="flex h-7 items-center gap-2">
                <ProviderMark {...mark} className="!w-6" />
                <span className="truncate">{name}</span>
              </span>
            )}
          />
          <PickList
            label="Events"
            items={own}
            keyOf={({ key }) => key}
            pickedKey={picked?.key}
            onPick={onPick}
            onConfirm={onConfirm}
            renderItem={({ title, detail, kind }) => (
              <span className="flex flex-col py-1.5">
                <span className="text-fg">{title}</span>
                <span
                  className={
                    kind === 'event' ? 'code text-small break-all text-faint' : 'text-small text-faint'
                  }
                >
                  {detail}
                </span>
              </span>
            )}
          />
        </div>
      )}
    </div>
  );
}
