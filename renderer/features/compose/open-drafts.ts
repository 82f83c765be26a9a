import { useMemo } from 'react';
import { create } from 'zustand';
import type { Draft } from '../../../shared/model/draft.ts';
import { call } from '../../host/call.ts';
import { attempt, notify, notifyFailure } from '../../state/notices.ts';
import { showDraft, useView } from '../../state/view.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { forgetEdits, savedDraft } from './draft-edits.ts';
import { titleOf } from './draft-title.ts';
import { disposeModel } from './editor/models.ts';
import { closed, opened, readOrder } from './tab-order.ts';

const STORAGE_KEY = 'hookbench.compose.tabs';
/** As long as the notice with its Undo stands. */
const UNDO_MS = 7000;

interface OpenDrafts {
  /** Ids of drafts in tabs, in order; some may be gone. */
  open: readonly string[];
  /** Deleted for the user, and for good when the time to undo is over: so a draft comes back whole, its sends included. */
  deleting: ReadonlySet<string>;
}

const useOpenDrafts = create<OpenDrafts>(() => ({
  open: readOrder(localStorage.getItem(STORAGE_KEY)),
  deleting: new Set(),
}));

useOpenDrafts.subscribe(({ open }) => localStorage.setItem(STORAGE_KEY, JSON.stringify(open)));

const deletions = new Map<string, ReturnType<typeof setTimeout>>();

/** All drafts there are, newest first. */
export function useDrafts(): Draft[] {
  const drafts = useWorkbench((state) => state.drafts);
  const deleting = useOpenDrafts((state) => state.deleting);
  return useMemo(() => drafts.filter((draft) => !deleting.has(draft.id)).toReversed(), [drafts, deleting]);
}

/** The drafts in tabs, in order. */
export function useOpenIds(): string[] {
  const open = useOpenDrafts((state) => state.open);
  const drafts = useDrafts();
  return useMemo(() => {
    const ids = new Set(drafts.map((draft) => draft.id));
    return open.filter((id) => ids.has(id));
  }, [open, drafts]);
}

/** Gives a draft a tab and puts it in front. */
export function openDraft(draftId: string): void {
  useOpenDrafts.setState(({ open }) => ({ open: opened(open, draftId, useView.getState().draftId) }));
  showDraft(draftId);
}

export async function createDraft(): Promise<void> {
  const draft = await attempt('No draft was made', () => call('drafts.create', {}));
  if (draft !== undefined) openDraft(draft.id);
}

/** A copy of a draft, with what was typed so far. */
export async function duplicateDraft(draftId: string): Promise<void> {
  const draft = await savedDraft(draftId);
  if (draft === undefined) return;
  const { method, url, headers, body, sign } = draft;
  const copy = await attempt('The draft was not copied', () =>
    call('drafts.create', {
      name: `${titleOf(draft)} copy`.slice(0, 200),
      method,
      url,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(sign === undefined ? {} : { sign }),
    }),
  );
  if (copy !== undefined) openDraft(copy.id);
}

/** Takes the tab away; the draft stays in the list, unless there is nothing in it. */
export async function closeDraft(draftId: string): Promise<void> {
  takeTab(draftId);
  const draft = await savedDraft(draftId);
  if (draft === undefined) return;
  disposeModel(draftId);
  if (isUntouched(draft))
    await attempt('The empty draft was not deleted', () => call('drafts.delete', { id: draftId }));
}

const isUntouched = (draft: Draft): boolean =>
  draft.url === '' &&
  draft.headers.length === 0 &&
  draft.exchangeId === undefined &&
  (draft.body === undefined || ('text' in draft.body && draft.body.text === ''));

/** Deletes a draft, with some seconds to undo. */
export function deleteDraft(draft: Draft): void {
  const wasOpen = useOpenDrafts.getState().open.includes(draft.id);
  takeTab(draft.id);
  useOpenDrafts.setState(({ deleting }) => ({ deleting: new Set([...deleting, draft.id]) }));
  deletions.set(
    draft.id,
    setTimeout(() => void deleteNow(draft.id), UNDO_MS),
  );
  notify(`“${titleOf(draft)}” deleted`, {
    label: 'Undo',
    run: () => {
      clearTimeout(deletions.get(draft.id));
      deletions.delete(draft.id);
      keep(draft.id);
      if (wasOpen) openDraft(draft.id);
    },
  });
}

async function deleteNow(draftId: string): Promise<void> {
  clearTimeout(deletions.get(draftId));
  deletions.delete(draftId);
  forgetEdits(draftId);
  disposeModel(draftId);
  try {
    await call('drafts.delete', { id: draftId });
  } catch (error) {
    notifyFailure('The draft was not deleted', error);
    keep(draftId);
  }
}

// A window that closes takes its timers along.
window.addEventListener('pagehide', () => {
  for (const draftId of deletions.keys()) void deleteNow(draftId);
});

function keep(draftId: string): void {
  useOpenDrafts.setState(({ deleting }) => ({
    deleting: new Set([...deleting].filter((id) => id !== draftId)),
  }));
}

function takeTab(draftId: string): void {
  const before = useOpenDrafts
    .getState()
    .open.filter((id) => workbench().drafts.some((draft) => draft.id === id));
  const after = closed(before, draftId, useView.getState().draftId);
  useOpenDrafts.setState({ open: after.open });
  useView.setState({ draftId: after.frontId });
}
