import { Copy, Ellipsis, Eraser, Inbox, MessageSquareReply, PencilLine, Trash2, Webhook } from 'lucide-react';
import { useState } from 'react';
import type { Bin } from '../../../../shared/model/bin.ts';
import { clearBin, deleteBin } from '../../../state/bin-actions.ts';
import { useEndpoints } from '../../../state/endpoints.ts';
import { notify } from '../../../state/notices.ts';
import { classNames } from '../../../ui/class-names.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { RenameBin } from './RenameBin.tsx';

export interface BinItemProps {
  bin: Bin;
  isCurrent: boolean;
  isRenaming: boolean;
  onSelect: () => void;
  onRename: () => void;
  onRenamed: () => void;
  onEditReply: () => void;
}

export function BinItem(props: BinItemProps) {
  const { bin, isCurrent, isRenaming, onSelect, onRename, onRenamed, onEditReply } = props;
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const { best } = useEndpoints(bin.slug);
  if (isRenaming) return <RenameBin bin={bin} onClose={onRenamed} />;

  const Icon = bin.isDefault ? Inbox : Webhook;
  const items: MenuItem[][] = [
    [
      { label: 'Rename', icon: PencilLine, kbd: 'F2', onSelect: onRename },
      { label: 'Edit replies', icon: MessageSquareReply, onSelect: onEditReply },
      {
        label: 'Copy endpoint',
        icon: Copy,
        onSelect: () => void navigator.clipboard.writeText(best).then(() => notify('Copied the endpoint')),
      },
    ],
    [
      {
        label: 'Clear',
        icon: Eraser,
        isDisabled: bin.exchangeCount === 0,
        onSelect: () => void clearBin(bin),
      },
      ...(bin.isDefault
        ? []
        : [{ label: 'Delete', icon: Trash2, isDanger: true, onSelect: () => void deleteBin(bin) }]),
    ],
  ];
  return (
    <div
      className={classNames(
        'group relative flex h-8 items-center rounded-control transition-colors duration-100',
        isCurrent ? 'bg-accent-bg' : 'hover:bg-hover',
      )}
      onContextMenu={(event) => {
        event.preventDefault();
        setIsMenuOpen(true);
      }}
    >
      <button
        type="button"
        data-bin={bin.id}
        aria-current={isCurrent ? 'page' : undefined}
        aria-label={`${bin.name}, ${describeCount(bin)}`}
        className={classNames(
          'focus-inset flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-control px-2 text-left',
          isCurrent ? 'font-medium text-fg' : 'text-muted',
        )}
        onClick={onSelect}
        onDoubleClick={onRename}
        onKeyDown={(event) => {
          if (event.key === 'F2') onRename();
          else if (event.key === 'Delete' && !bin.isDefault) void deleteBin(bin);
        }}
      >
        <Icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
        <span className="min-w-0 flex-1 truncate">{bin.name}</span>
        <span
          className={classNames(
            'shrink-0 group-focus-within:invisible group-hover:invisible',
            isMenuOpen && 'invisible',
          )}
        >
          <Count bin={bin} />
        </span>
      </button>
      <div
        className={classNames(
          'absolute right-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100',
          isMenuOpen && 'opacity-100',
        )}
      >
        <Menu
          isOpen={isMenuOpen}
          onOpenChange={setIsMenuOpen}
          trigger={<IconButton label={`Actions for ${bin.name}`} icon={Ellipsis} size="small" />}
          groups={items}
        />
      </div>
    </div>
  );
}

function Count({ bin }: { bin: Bin }) {
  if (bin.unreadCount > 0) {
    return (
      <span className="nums inline-block min-w-4.5 rounded-full bg-accent px-1.5 text-center text-small font-semibold text-on-accent">
        {compact(bin.unreadCount)}
      </span>
    );
  }
  if (bin.exchangeCount === 0) return null;
  return <span className="nums text-small text-faint">{compact(bin.exchangeCount)}</span>;
}

const compact = (count: number) =>
  count < 10_000 ? String(count) : Intl.NumberFormat('en', { notation: 'compact' }).format(count);

function describeCount({ exchangeCount, unreadCount }: Bin): string {
  const total = `${exchangeCount} ${exchangeCount === 1 ? 'request' : 'requests'}`;
  return unreadCount === 0 ? total : `${total}, ${unreadCount} unread`;
}
