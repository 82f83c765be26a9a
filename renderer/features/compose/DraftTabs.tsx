import { Copy, Ellipsis, FilePen, Inbox, ListCollapse, Pencil, Plus, Trash2, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Draft } from '../../../shared/model/draft.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { MethodLabel } from '../../ui/MethodLabel.tsx';
import { useDraft } from './draft-edits.ts';
import { titleOf } from './draft-title.ts';
import { closeDraft, createDraft, deleteDraft, duplicateDraft, openDraft, useDrafts } from './open-drafts.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { neighbour } from './tab-order.ts';

export interface DraftTabsProps {
  openIds: readonly string[];
  frontId: string | undefined;
  onOpenExchange: (exchangeId: string) => void;
}

/** The row of tabs. Arrow keys move along it, Delete closes, F2 renames; drafts without a tab are in the list at its end. */
export function DraftTabs({ openIds, frontId, onOpenExchange }: DraftTabsProps) {
  const drafts = useDrafts();
  const [renaming, setRenaming] = useState<Draft>();
  const list = useRef<HTMLDivElement>(null);
  const front = drafts.find((draft) => draft.id === frontId);

  const show = (draftId: string | undefined) => {
    if (draftId === undefined) return;
    openDraft(draftId);
    list.current?.querySelector<HTMLElement>(`#tab-${draftId}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (frontId === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight') show(neighbour(openIds, frontId, 1));
    else if (event.key === 'ArrowLeft') show(neighbour(openIds, frontId, -1));
    else if (event.key === 'Home') show(openIds[0]);
    else if (event.key === 'End') show(openIds.at(-1));
    else if (event.key === 'F2') setRenaming(front);
    else if (event.key === 'Delete') void closeDraft(frontId);
    else return;
    event.preventDefault();
  };

  const all: MenuItem[] = drafts.map((draft) => ({
    label: titleOf(draft),
    detail: `${draft.method} ${draft.url}`.slice(0, 100),
    icon: FilePen,
    onSelect: () => openDraft(draft.id),
  }));
  const actions: MenuItem[] =
    front === undefined
      ? []
      : [
          { label: 'Rename…', icon: Pencil, kbd: 'F2', onSelect: () => setRenaming(front) },
          { label: 'Duplicate', icon: Copy, onSelect: () => void duplicateDraft(front.id) },
          { label: 'Close', icon: X, kbd: 'Delete', onSelect: () => void closeDraft(front.id) },
        ];
  const originId = front?.exchangeId;
  const origin: MenuItem[] =
    originId === undefined
      ? []
      : [{ label: 'Show captured exchange', icon: Inbox, onSelect: () => onOpenExchange(originId) }];
  const danger: MenuItem[] =
    front === undefined
      ? []
      : [{ label: 'Delete draft', icon: Trash2, isDanger: true, onSelect: () => deleteDraft(front) }];

  return (
    <div className="flex h-9 shrink-0 items-stretch border-b border-line">
      <div
        ref={list}
        role="tablist"
        aria-label="Open drafts"
        className={classNames(
          'flex min-w-0 overflow-x-auto [scrollbar-width:none]',
          openIds.length === 0 && 'hidden',
        )}
        onKeyDown={onKeyDown}
      >
        {openIds.map((draftId) => (
          <DraftTab
            key={draftId}
            draftId={draftId}
            isFront={draftId === frontId}
            onRename={(draft) => setRenaming(draft)}
          />
        ))}
      </div>
      <div className="flex items-center gap-0.5 px-1.5">
        <IconButton label="New draft" icon={Plus} onClick={() => void createDraft()} />
      </div>
      <div className="ml-auto flex items-center gap-0.5 px-1.5">
        {all.length > 0 && (
          <Menu trigger={<IconButton label="All drafts" icon={ListCollapse} />} groups={[all]} />
        )}
        {front !== undefined && (
          <Menu
            trigger={<IconButton label="Draft actions" icon={Ellipsis} />}
            groups={[actions, origin, danger]}
          />
        )}
      </div>
      {renaming !== undefined && (
        <RenameDialog key={renaming.id} draft={renaming} onClose={() => setRenaming(undefined)} />
      )}
    </div>
  );
}

interface DraftTabProps {
  draftId: string;
  isFront: boolean;
  onRename: (draft: Draft) => void;
}

function DraftTab({ draftId, isFront, onRename }: DraftTabProps) {
  const draft = useDraft(draftId);
  const tab = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFront) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isFront]);
  if (draft === undefined) return null;
  return (
    <div
      role="presentation"
      className={classNames(
        'group relative flex max-w-60 min-w-24 shrink-0 items-stretch border-r border-line transition-colors duration-100',
        isFront ? 'bg-surface text-fg' : 'text-muted hover:bg-hover hover:text-fg',
      )}
      onAuxClick={(event) => event.button === 1 && void closeDraft(draftId)}
    >
      {isFront && <span aria-hidden className="absolute inset-x-0 -bottom-px h-px bg-surface" />}
      <div
        ref={tab}
        role="tab"
        id={`tab-${draftId}`}
        aria-selected={isFront}
        aria-controls="compose-draft"
        aria-keyshortcuts="Delete F2"
        tabIndex={isFront ? 0 : -1}
        className="focus-inset flex min-w-0 flex-1 cursor-default items-center gap-2 pr-8 pl-3.5"
        onClick={() => openDraft(draftId)}
        onDoubleClick={() => onRename(draft)}
      >
        <MethodLabel method={draft.method} className="!font-normal" />
        <span className="min-w-0 truncate">{titleOf(draft)}</span>
      </div>
      {/* For the mouse: a tab holds nothing else that takes the focus, so the keyboard closes with Delete. */}
      <button
        type="button"
        aria-hidden
        tabIndex={-1}
        title="Close"
        className={classNames(
          'absolute top-1/2 right-2 flex size-5 -translate-y-1/2 items-center justify-center rounded-small text-muted hover:bg-hover hover:text-fg',
          !isFront && 'opacity-0 group-hover:opacity-100',
        )}
        onClick={() => void closeDraft(draftId)}
      >
        <X size={13} />
      </button>
    </div>
  );
}
