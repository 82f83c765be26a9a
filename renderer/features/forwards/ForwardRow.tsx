import { ArrowDown, ArrowUp, CopyPlus, Ellipsis, Trash2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { ForwardQueue, ForwardRule } from '../../../shared/model/forward-rule.ts';
import { explainForward } from '../../../shared/rules/explain-forward.ts';
import { selectForward, type ForwardKey } from '../../state/forwards.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Switch } from '../../ui/Switch.tsx';
import {
  deleteForward,
  duplicateForward,
  moveForward,
  setForwardEnabled,
  titleOf,
} from './forward-actions.ts';
import { countOf } from './forward-words.ts';

const rowWords: Record<ForwardQueue['state'], string> = {
  idle: '',
  draining: 'being delivered',
  waiting: 'waiting, the destination is down',
  paused: 'waiting, the rule is off',
};

export interface ForwardRowProps {
  bin: Bin;
  rule: ForwardRule;
  /** From 0. */
  index: number;
  isSelected: boolean;
  isEdited: boolean;
  queue: ForwardQueue | undefined;
}

/** One rule in the list: what it does in a sentence, whether it is on, and what waits for it. */
export function ForwardRow({ bin, rule, index, isSelected, isEdited, queue }: ForwardRowProps) {
  const [isAsking, setIsAsking] = useState(false);
  const title = titleOf(rule);
  const isLast = index === bin.forwards.length - 1;
  const waiting = queue?.length ?? 0;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    void moveForward(bin, index, event.key === 'ArrowUp' ? index - 1 : index + 1);
  };
  return (
    <li
      className={classNames(
        'flex items-start gap-2 border-b border-line py-2 pr-2 pl-3',
        isSelected ? 'bg-accent-bg' : 'hover:bg-hover',
      )}
      onKeyDown={onKeyDown}
    >
      <button
        type="button"
        aria-current={isSelected ? 'true' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        className="focus-inset min-w-0 flex-1 rounded-small text-left"
        onClick={() => selectForward(bin.id, rule.id as ForwardKey)}
      >
        <span className="flex items-center gap-2">
          <span className="nums shrink-0 text-faint">{index + 1}</span>
          <span
            className={classNames(
              'min-w-0 truncate',
              rule.isEnabled ? 'font-medium text-fg' : 'text-faint line-through',
            )}
          >
            <Inert text={title} />
          </span>
          {isEdited && <span className="shrink-0 text-small text-warn">not saved</span>}
        </span>
        <span className="mt-0.5 line-clamp-3 block text-small break-words text-muted">
          <Inert text={explainForward(rule)} />
        </span>
        {waiting > 0 && (
          <span
            className={classNames(
              'nums mt-0.5 block text-small',
              queue?.state === 'waiting' ? 'text-warn' : 'text-info',
            )}
          >
            {countOf(waiting)} {queue !== undefined && rowWords[queue.state]}
          </span>
        )}
      </button>
      <div className="flex shrink-0 items-center gap-1">
        <Switch
          label={`${title} is on`}
          isOn={rule.isEnabled}
          onChange={(isEnabled) => void setForwardEnabled(bin, rule, isEnabled)}
        />
        <Menu
          trigger={<IconButton label={`Actions for ${title}`} icon={Ellipsis} size="small" />}
          groups={[
            [
              {
                label: 'Move up',
                icon: ArrowUp,
                kbd: 'Alt+ArrowUp',
                isDisabled: index === 0,
                onSelect: () => void moveForward(bin, index, index - 1),
              },
              {
                label: 'Move down',
                icon: ArrowDown,
                kbd: 'Alt+ArrowDown',
                isDisabled: isLast,
                onSelect: () => void moveForward(bin, index, index + 1),
              },
            ],
            [{ label: 'Duplicate', icon: CopyPlus, onSelect: () => void duplicateForward(bin, rule) }],
            [
              {
                label: 'Delete',
                icon: Trash2,
                isDanger: true,
                onSelect: () => (waiting > 0 ? setIsAsking(true) : void deleteForward(bin, rule)),
              },
            ],
          ]}
        />
      </div>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={`Delete ${title}?`}
        description={`${countOf(waiting)} still to be delivered by it will not be sent. They stay in the bin.`}
        confirmLabel="Delete rule"
        onConfirm={() => void deleteForward(bin, rule)}
      />
    </li>
  );
}
