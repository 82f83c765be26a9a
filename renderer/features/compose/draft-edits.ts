import { create } from 'zustand';
import type { Draft, DraftBody } from '../../../shared/model/draft.ts';
import type { Encryption } from '../../../shared/model/encryption.ts';
import { call } from '../../host/call.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { AutosaveQueue, type DraftFields, type SaveState } from './autosave.ts';

/**
 * What is being typed. A draft as shown is the newest one the engine told of, under the edits it does not have yet; an
 * echo of an older save can't put back what was typed since.
 */
interface DraftEdits {
  /** Edits not yet saved. The text of the body is not among them: the editor holds it. */
  unsaved: Readonly<Record<string, Partial<DraftFields>>>;
  /** Drafts as the last save answered; their event may come later. */
  answered: Readonly<Record<string, Draft>>;
  saveStates: Readonly<Record<string, SaveState>>;
}

const useEdits = create<DraftEdits>(() => ({ unsaved: {}, answered: {}, saveStates: {} }));

const AUTOSAVE_DELAY_MS = 400;

const queue = new AutosaveQueue({
  delayMs: AUTOSAVE_DELAY_MS,
  save: async (draftId, fields) => {
    const draft = await call('drafts.update', { id: draftId, ...fields });
    useEdits.setState(({ answered }) => ({ answered: { ...answered, [draftId]: draft } }));
  },
  onChange: (draftId, state) => {
    const before = useEdits.getState().saveStates[draftId];
    // Told at each key: nothing is drawn anew unless something changed.
    if (before?.isSaved === state.isSaved && before.problem === state.problem) return;
    useEdits.setState(({ saveStates, unsaved }) => ({
      saveStates: { ...saveStates, [draftId]: state },
      unsaved: state.isSaved ? { ...unsaved, [draftId]: {} } : unsaved,
    }));
  },
});

/** Changes a draft: shown at once, saved a moment later. */
export function editDraft(draftId: string, fields: Partial<DraftFields>): void {
  useEdits.setState(({ unsaved }) => ({
    unsaved: { ...unsaved, [draftId]: { ...unsaved[draftId], ...fields } },
  }));
  queue.edit(draftId, fields);
}

/** Changes the text of a body, which is read when it is saved. */
export function editBody(draftId: string, readText: () => string): void {
  queue.edit(draftId, { readBody: (): DraftBody => ({ text: readText() }) });
}

/** Keeps with a draft how its body is encrypted on sending; `null` sends it as it is. */
export async function setEncryption(draftId: string, encryption: Encryption | null): Promise<void> {
  const draft = await call('drafts.update', { id: draftId, encryption });
  useEdits.setState(({ answered }) => ({ answered: { ...answered, [draftId]: draft } }));
}

/** Saves what was typed so far and resolves to the draft as it is then; `undefined` when it could not be saved. */
export async function savedDraft(draftId: string): Promise<Draft | undefined> {
  const isSaved = await queue.flush(draftId);
  const told = workbench().drafts.find((draft) => draft.id === draftId);
  return isSaved && told !== undefined ? newest(told, useEdits.getState().answered[draftId]) : undefined;
}

export const saveAllDrafts = (): Promise<void> => queue.flushAll();

/** Drops what was typed into a draft that is to be deleted. */
export const forgetEdits = (draftId: string): void => queue.forget(draftId);

/** A draft as it is to be shown; `undefined` when there is none of that id. */
export function useDraft(draftId: string): Draft | undefined {
  const told = useWorkbench((state) => state.drafts.find((draft) => draft.id === draftId));
  const answered = useEdits((state) => state.answered[draftId]);
  const unsaved = useEdits((state) => state.unsaved[draftId]);
  if (told === undefined) return undefined;
  return { ...newest(told, answered), ...unsaved };
}

export function useSaveState(draftId: string): SaveState {
  return useEdits((state) => state.saveStates[draftId]) ?? saved;
}

const saved: SaveState = { isSaved: true };

const newest = (told: Draft, answered: Draft | undefined): Draft =>
  answered !== undefined && answered.updatedAt >= told.updatedAt ? answered : told;
