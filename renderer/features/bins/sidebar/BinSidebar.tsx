import { Plus } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { showReply } from '../../../state/replies.ts';
import { showBin, useView } from '../../../state/view.ts';
import { useWorkbench } from '../../../state/workbench.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { BinItem } from './BinItem.tsx';
import { NewBin } from './NewBin.tsx';

export interface BinSidebarProps {
  isCreating: boolean;
  onCreatingChange: (isCreating: boolean) => void;
}

/** The list of bins, with what can be done to each. */
export function BinSidebar({ isCreating, onCreatingChange }: BinSidebarProps) {
  const bins = useWorkbench((state) => state.bins);
  const binId = useView((view) => view.binId);
  const [renamingId, setRenamingId] = useState<string>();

  return (
    <nav aria-label="Bins" className="flex min-h-0 flex-1 flex-col px-2.5">
      <div className="flex h-9 shrink-0 items-center justify-between pr-0.5 pl-2">
        <h2 className="text-small font-semibold tracking-wide text-faint uppercase">Bins</h2>
        <IconButton label="New bin" icon={Plus} size="small" onClick={() => onCreatingChange(true)} />
      </div>
      {isCreating && <NewBin onClose={() => onCreatingChange(false)} />}
      <ul className="-mx-1 flex min-h-0 flex-col gap-px overflow-y-auto p-1" onKeyDown={moveFocus}>
        {bins.map((bin) => (
          <li key={bin.id}>
            <BinItem
              bin={bin}
              isCurrent={bin.id === binId}
              isRenaming={bin.id === renamingId}
              onSelect={() => showBin(bin.id)}
              onRename={() => setRenamingId(bin.id)}
              onRenamed={() => setRenamingId(undefined)}
              onEditReply={() => showReply(bin.id, 'default')}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Arrow keys walk the bins, as in any list of a desktop program. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  if (!(event.target instanceof HTMLElement) || event.target.dataset['bin'] === undefined) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-bin]')];
  const next = all[all.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
