import type { editor } from 'monaco-editor/editor';

/** The text of one draft in the editor, with its undo history, and where it was last looked at. */
export interface DraftModel {
  model: editor.ITextModel;
  viewState: editor.ICodeEditorViewState | null;
  /** The text as it was last read from or saved to the draft: what differs from it came from somewhere else. */
  syncedText: string;
}

/** One model for each open draft. It outlives the editor, so that leaving a draft and coming back keeps its undo. */
const models = new Map<string, DraftModel>();

export const modelOf = (draftId: string): DraftModel | undefined => models.get(draftId);

export function keepModel(draftId: string, kept: DraftModel): DraftModel {
  models.set(draftId, kept);
  return kept;
}

/** Called when a draft is closed, deleted, or its body is no longer text. */
export function disposeModel(draftId: string): void {
  models.get(draftId)?.model.dispose();
  models.delete(draftId);
}
