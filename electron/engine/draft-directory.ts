import type { Draft } from '../../shared/model/draft.ts';

/** The drafts in memory, as of the last event: what a snapshot is taken from. */
export interface DraftDirectory {
  /** Oldest first: the order of tabs. */
  list(): Draft[];
  get(id: string): Draft | undefined;
  put(draft: Draft): void;
  remove(id: string): void;
}

export function createDraftDirectory(initial: readonly Draft[]): DraftDirectory {
  const byId = new Map(initial.map((draft) => [draft.id, draft]));
  return {
    list: () => [...byId.values()].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    get: (id) => byId.get(id),
    put: (draft) => void byId.set(draft.id, draft),
    remove: (id) => void byId.delete(id),
  };
}
