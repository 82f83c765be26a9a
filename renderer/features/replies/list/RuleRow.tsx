import { ArrowDown, ArrowUp, CopyPlus, Ellipsis, GripVertical, RotateCcw, Trash2 } from 'lucide-react';
import type { DragEvent, KeyboardEvent } from 'react';
import type { Bin } from '../../../../shared/model/bin.ts';
import type { ResponseRule } from '../../../../shared/model/response-rule.ts';
import { explainRule } from '../../../../shared/rules/explain-rule.ts';
import { classNames } from '../../../ui/class-names.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import { deleteRule, duplicateRule, resetCounters, setRuleEnabled, titleOf } from '../rule-actions.ts';
import type { Trial } from '../try-out/use-trial.ts';

export interface RuleRowProps {
  bin: Bin;
  rule: ResponseRule;
  /** From 0. */
  index: number;
  isSelected: boolean;
  isEdited: boolean;
  isDragged: boolean;
  /** Where a line shows that the dragged rule would go. */
  dropMark: 'above' | 'below' | undefined;
  verdict: Trial['rules'][number]['verdict'] | undefined;
  onSelect: () => void;
  onMove: (to: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onDragStart: () => void;
  onDragOver: (event: DragEvent) => void;
  onDragEnd: () => void;
}

export function RuleRow(props: RuleRowProps) {
  const { bin, rule, index, isSelected, isEdited, dropMark, verdict, onSelect, onMove } = props;
  const title = titleOf(rule);
  const isLast = index === bin.rules.length - 1;
  return (
    <li
      data-rule={rule.id}
      draggable
      className={classNames(
        'group relative flex items-start gap-2 border-b border-line py-2 pr-2 pl-1',
        isSelected ? 'bg-accent-bg' : 'hover:bg-hover',
        props.isDragged && 'opacity-50',
      )}
      onKeyDown={props.onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', title);
        props.onDragStart();
      }}
      onDragOver={props.onDragOver}
      onDragEnd={props.onDragEnd}
    >
      {dropMark !== undefined && (
        <div
          aria-hidden
          className={classNames(
            'pointer-events-none absolute inset-x-0 h-0.5 bg-accent',
            dropMark === 'above' ? '-top-px' : '-bottom-px',
          )}
        />
      )}
      <GripVertical
        aria-hidden
        size={14}
        className="mt-0.5 shrink-0 cursor-grab text-faint opacity-60 group-hover:opacity-100"
      />
      <button
        type="button"
        data-select
        aria-current={isSelected ? 'true' : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        className="focus-inset min-w-0 flex-1 rounded-small text-left"
        onClick={onSelect}
      >
        <span className="flex items-center gap-2">
          <span className="nums shrink-0 text-faint">{index + 1}</span>
          <span
            className={classNames(
              'min-w-0 truncate',
              rule.isEnabled ? 'font-medium text-fg' : 'text-faint line-through',
            )}
          >
            {title}
          </span>
          {isEdited && <span className="shrink-0 text-small text-warn">not saved</span>}
          {verdict === 'answers' && <span className="shrink-0 text-small text-ok">would answer</span>}
        </span>
        <span className="mt-0.5 line-clamp-3 block text-small break-words text-muted">
          {explainRule(rule)}
        </span>
      </button>
      <div className="flex shrink-0 items-center gap-1">
        <Switch
          label={`${title} is on`}
          isOn={rule.isEnabled}
          onChange={(isEnabled) => void setRuleEnabled(bin, rule, isEnabled)}
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
                onSelect: () => onMove(index - 1),
              },
              {
                label: 'Move down',
                icon: ArrowDown,
                kbd: 'Alt+ArrowDown',
                isDisabled: isLast,
                onSelect: () => onMove(index + 1),
              },
            ],
            [
              { label: 'Duplicate', icon: CopyPlus, onSelect: () => void duplicateRule(bin, rule) },
              {
                label: 'Count from the beginning',
                icon: RotateCcw,
                onSelect: () => void resetCounters(bin.id, rule.id),
              },
            ],
            [{ label: 'Delete', icon: Trash2, isDanger: true, onSelect: () => void deleteRule(bin, rule) }],
          ]}
        />
      </div>
    </li>
  );
}
