import type { DraftBody } from '../../../shared/model/draft.ts';
import type { DraftSigning } from '../../../shared/model/signing.ts';
import type { Header } from '../../../shared/model/header.ts';

/** The parts of a draft that are edited here. */
export interface DraftFields {
  name: string;
  method: string;
  url: string;
  headers: Header[];
  body: DraftBody;
  sign: DraftSigning;
}

/**
 * Edits not yet saved. The text of the body is read only when it is saved: copying megabytes out of an editor at each
 * key would make typing wait.
 */
export type DraftEdit = Partial<DraftFields> & { readBody?: () => DraftBody };

export interface AutosaveOptions {
  save(draftId: string, fields: Partial<DraftFields>): Promise<void>;
  /** Told each time what is unsaved, being saved, or refused changes. */
  onChange(draftId: string, state: SaveState): void;
  delayMs: number;
}

/** `problem` says why the last save was refused; the edit is kept and goes out with the next one. */
export interface SaveState {
  isSaved: boolean;
  problem?: string;
}

interface Entry {
  edit: DraftEdit;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Settles when the save on its way has ended, whether it was accepted or not. */
  saving: Promise<void> | undefined;
}

/**
 * Saves drafts a moment after the last edit. One save of a draft is on its way at a time, so that an older one can't
 * overtake a newer; what is edited meanwhile goes out after it. A refused save keeps its edits.
 */
export class AutosaveQueue {
  readonly #options: AutosaveOptions;
  readonly #entries = new Map<string, Entry>();

  constructor(options: AutosaveOptions) {
    this.#options = options;
  }

  edit(draftId: string, edit: DraftEdit): void {
    const entry = this.#entries.get(draftId) ?? { edit: {}, timer: undefined, saving: undefined };
    this.#entries.set(draftId, entry);
    entry.edit = merged(entry.edit, edit);
    clearTimeout(entry.timer);
    entry.timer = setTimeout(() => void this.flush(draftId), this.#options.delayMs);
    this.#options.onChange(draftId, { isSaved: false });
  }

  /** Saves what is unsaved of a draft now; resolves to whether everything edited so far is saved. */
  async flush(draftId: string): Promise<boolean> {
    const entry = this.#entries.get(draftId);
    if (entry === undefined) return true;
    clearTimeout(entry.timer);
    entry.timer = undefined;
    if (entry.saving !== undefined) {
      await entry.saving;
      return this.flush(draftId);
    }
    if (isEmpty(entry.edit)) {
      this.#entries.delete(draftId);
      return true;
    }
    const saved = this.#save(draftId, entry);
    entry.saving = saved.then(() => void (entry.saving = undefined));
    return (await saved) && this.flush(draftId);
  }

  async flushAll(): Promise<void> {
    await Promise.all([...this.#entries.keys()].map((draftId) => this.flush(draftId)));
  }

  /** Drops the unsaved edits of a draft that is gone. */
  forget(draftId: string): void {
    clearTimeout(this.#entries.get(draftId)?.timer);
    this.#entries.delete(draftId);
  }

  async #save(draftId: string, entry: Entry): Promise<boolean> {
    const { readBody, ...fields } = entry.edit;
    const taken = entry.edit;
    entry.edit = {};
    try {
      await this.#options.save(draftId, readBody === undefined ? fields : { ...fields, body: readBody() });
    } catch (error) {
      if (this.#entries.get(draftId) !== entry) return false;
      // Newer edits win over those that were refused.
      entry.edit = merged(taken, entry.edit);
      const problem = error instanceof Error ? error.message : String(error);
      this.#options.onChange(draftId, { isSaved: false, problem });
      return false;
    }
    if (this.#entries.get(draftId) !== entry) return true;
    if (isEmpty(entry.edit)) this.#options.onChange(draftId, { isSaved: true });
    return true;
  }
}

const isEmpty = (edit: DraftEdit): boolean => Object.keys(edit).length === 0;

/** The body has two spellings in an edit; the newer one replaces both. */
function merged(older: DraftEdit, newer: DraftEdit): DraftEdit {
  if (newer.readBody === undefined && newer.body === undefined) return { ...older, ...newer };
  const rest = { ...older };
  delete rest.body;
  delete rest.readBody;
  return { ...rest, ...newer };
}
