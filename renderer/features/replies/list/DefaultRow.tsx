import { CornerDownRight } from 'lucide-react';
import type { DefaultReply } from '../../../../shared/model/reply.ts';
import { classNames } from '../../../ui/class-names.ts';
import { StatusPill } from '../../../ui/StatusPill.tsx';

export interface DefaultRowProps {
  reply: DefaultReply;
  isSelected: boolean;
  isEdited: boolean;
  onSelect: () => void;
}

/** What goes out when no rule answers. */
export function DefaultRow({ reply, isSelected, isEdited, onSelect }: DefaultRowProps) {
  return (
    <button
      type="button"
      aria-current={isSelected ? 'true' : undefined}
      className={classNames(
        'focus-inset flex w-full items-center gap-2 border-b border-line px-3 py-2 text-left',
        isSelected ? 'bg-accent-bg' : 'hover:bg-hover',
      )}
      onClick={onSelect}
    >
      <CornerDownRight aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-faint" />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2 font-medium">
          Default reply
          {isEdited && <span className="text-small font-normal text-warn">not saved</span>}
        </span>
        <span className="block truncate text-small text-muted">When no rule answers</span>
      </span>
      <StatusPill status={reply.status} />
    </button>
  );
}
