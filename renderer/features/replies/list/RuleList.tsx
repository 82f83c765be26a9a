import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import type { Bin } from '../../../../shared/model/bin.ts';
import { selectReply, useRepliesOf } from '../../../state/replies.ts';
import { isUnsaved, keyOf, moveRule, titleOf } from '../rule-actions.ts';
import type { Trial } from '../try-out/use-trial.ts';
import { RuleRow } from './RuleRow.tsx';

export interface RuleListProps {
  bin: Bin;
  trial: Trial | undefined;
}

/** The rules in the order in which they are asked: dragged with the mouse, moved with Alt+Up and Alt+Down. */
export function RuleList({ bin, trial }: RuleListProps) {
  const { rules } = bin;
  const { selected, rules: edits } = useRepliesOf(bin.id);
  const list = useRef<HTMLOListElement>(null);
  const [dragged, setDragged] = useState<string>();
  const [dropAt, setDropAt] = useState<number>();
  const [said, setSaid] = useState('');
  // A row that changes its place loses the focus on the way.
  const pendingFocus = useRef<string>(undefined);
  useEffect(() => {
    if (pendingFocus.current === undefined) return;
    list.current?.querySelector<HTMLElement>(`[data-rule="${pendingFocus.current}"] [data-select]`)?.focus();
    pendingFocus.current = undefined;
  }, [rules]);

  const move = async (ruleId: string, to: number) => {
    const rule = rules.find((each) => each.id === ruleId);
    pendingFocus.current = ruleId;
    if (rule !== undefined && (await moveRule(bin.id, ruleId, to))) {
      setSaid(`${titleOf(rule)} is now rule ${to + 1} of ${rules.length}`);
    } else pendingFocus.current = undefined;
  };
  const onKeyDown = (event: KeyboardEvent, ruleId: string, index: number) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    void move(ruleId, event.key === 'ArrowUp' ? index - 1 : index + 1);
  };
  const onDragOver = (event: DragEvent, index: number) => {
    if (dragged === undefined) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    setDropAt(event.clientY > top + height / 2 ? index + 1 : index);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged === undefined || dropAt === undefined) return;
    const from = rules.findIndex(({ id }) => id === dragged);
    void move(dragged, dropAt > from ? dropAt - 1 : dropAt);
    setDragged(undefined);
    setDropAt(undefined);
  };

  return (
    <>
      <ol ref={list} aria-label="Rules" className="flex flex-col" onDrop={onDrop}>
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.id}
            bin={bin}
            rule={rule}
            index={index}
            isSelected={selected === rule.id}
            isEdited={isUnsaved(edits[keyOf(rule)], rule)}
            isDragged={dragged === rule.id}
            dropMark={
              dragged === undefined
                ? undefined
                : dropAt === index
                  ? 'above'
                  : dropAt === index + 1 && index === rules.length - 1
                    ? 'below'
                    : undefined
            }
            verdict={trial?.rules.find(({ ruleId }) => ruleId === rule.id)?.verdict}
            onSelect={() => selectReply(bin.id, keyOf(rule))}
            onMove={(to) => void move(rule.id, to)}
            onKeyDown={(event) => onKeyDown(event, rule.id, index)}
            onDragStart={() => setDragged(rule.id)}
            onDragOver={(event) => onDragOver(event, index)}
            onDragEnd={() => {
              setDragged(undefined);
              setDropAt(undefined);
            }}
          />
        ))}
      </ol>
      <div role="status" className="sr-only">
        {said}
      </div>
    </>
  );
}
