import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tooltip } from '../../ui/Tooltip.tsx';

export type Cell = 'name' | 'value';

export interface PairRow {
  name: string;
  value: string;
  problem?: { cell: Cell; message: string } | undefined;
  note?: { label: string; explanation: string } | undefined;
}

export interface PairGridProps {
  /** The accessible name of the grid: `Headers`. */
  label: string;
  /** What one row is: `Header`. */
  noun: string;
  rows: readonly PairRow[];
  onChange: (index: number, cell: Cell, text: string) => void;
  /** The empty row at the end was typed into. */
  onAdd: (cell: Cell, text: string) => void;
  onRemove: (index: number) => void;
  onMove: (from: number, to: number) => void;
  /** Id of a `datalist` with names to suggest. */
  nameListId?: string;
}

const cellStyle =
  'code h-8 w-full min-w-0 bg-transparent pr-2 pl-2 text-code outline-none select-text focus-visible:bg-surface focus-visible:shadow-[inset_0_0_0_1px_var(--accent)] aria-invalid:shadow-[inset_0_0_0_1px_var(--err)]';

/**
 * Name and value pairs in order, with an empty row at the end that becomes a pair when it is typed into. Enter goes on to
 * the next cell, Alt+Up and Alt+Down move a row.
 */
export function PairGrid({
  label,
  noun,
  rows,
  onChange,
  onAdd,
  onRemove,
  onMove,
  nameListId,
}: PairGridProps) {
  const table = useRef<HTMLTableElement>(null);
  // Where the focus goes once the rows are drawn anew.
  const pendingFocus = useRef<string>(undefined);
  useEffect(() => {
    if (pendingFocus.current === undefined) return;
    table.current?.querySelector<HTMLElement>(`[data-cell="${pendingFocus.current}"]`)?.focus();
    pendingFocus.current = undefined;
  });

  const focus = (index: number, cell: Cell) =>
    table.current?.querySelector<HTMLElement>(`[data-cell="${index}-${cell}"]`)?.focus();
  const move = (from: number, to: number, cell: Cell) => {
    if (from >= rows.length || to < 0 || to >= rows.length) return;
    pendingFocus.current = `${to}-${cell}`;
    onMove(from, to);
  };
  const remove = (index: number) => {
    pendingFocus.current = `${Math.min(index, rows.length - 1)}-name`;
    onRemove(index);
  };
  const onKeyDown = (event: KeyboardEvent, index: number, cell: Cell) => {
    if (event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
    if (event.altKey && event.key === 'ArrowUp') move(index, index - 1, cell);
    else if (event.altKey && event.key === 'ArrowDown') move(index, index + 1, cell);
    else if (event.altKey) return;
    else if (event.key === 'Enter')
      focus(cell === 'name' ? index : index + 1, cell === 'name' ? 'value' : 'name');
    else if (event.key === 'ArrowUp') focus(index - 1, cell);
    else if (event.key === 'ArrowDown' && nameListId === undefined) focus(index + 1, cell);
    else return;
    event.preventDefault();
  };

  return (
    <table ref={table} aria-label={label} className="w-full table-fixed border-collapse text-left">
      <colgroup>
        <col className="w-[36%]" />
        <col />
        <col className="w-22" />
      </colgroup>
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          <th scope="col">Actions</th>
        </tr>
      </thead>
      <tbody>
        {[...rows, { name: '', value: '' }].map((row: PairRow, index) => {
          const isLast = index === rows.length;
          const which = isLast ? `New ${noun.toLowerCase()}` : `${noun} ${index + 1}`;
          const noteId = `${label}-${index}-note`;
          const hasNote = row.problem !== undefined || row.note !== undefined;
          const input = (cell: Cell) => (
            <input
              data-cell={`${index}-${cell}`}
              aria-label={`${which} ${cell}`}
              aria-invalid={row.problem?.cell === cell}
              aria-describedby={hasNote ? noteId : undefined}
              aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
              value={row[cell]}
              placeholder={isLast ? (cell === 'name' ? `Add ${noun.toLowerCase()}` : 'Value') : undefined}
              list={cell === 'name' ? nameListId : undefined}
              spellCheck={false}
              autoComplete="off"
              className={classNames(
                cellStyle,
                cell === 'name' ? 'pl-4 text-code-key' : 'text-fg',
                row.note?.label === 'left out when sent' && 'line-through decoration-faint',
              )}
              onChange={(event) =>
                isLast ? onAdd(cell, event.target.value) : onChange(index, cell, event.target.value)
              }
              onKeyDown={(event) => onKeyDown(event, index, cell)}
            />
          );
          return (
            <tr key={index} className="group border-b border-line align-top">
              <td className="border-r border-line p-0">{input('name')}</td>
              <td className="p-0">
                {input('value')}
                {hasNote && (
                  <div id={noteId} className="px-2 pb-1.5 text-small">
                    {row.problem !== undefined ? (
                      <span className="text-err">{row.problem.message}</span>
                    ) : (
                      row.note !== undefined && <Note {...row.note} />
                    )}
                  </div>
                )}
              </td>
              <td className="p-0">
                {!isLast && (
                  <div className="flex h-8 items-center justify-end pr-2 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                    <IconButton
                      label={`Move ${which.toLowerCase()} up`}
                      icon={ArrowUp}
                      size="small"
                      tabIndex={-1}
                      disabled={index === 0}
                      onClick={() => move(index, index - 1, 'name')}
                    />
                    <IconButton
                      label={`Move ${which.toLowerCase()} down`}
                      icon={ArrowDown}
                      size="small"
                      tabIndex={-1}
                      disabled={index === rows.length - 1}
                      onClick={() => move(index, index + 1, 'name')}
                    />
                    <IconButton
                      label={`Remove ${which.toLowerCase()}`}
                      icon={X}
                      size="small"
                      onClick={() => remove(index)}
                    />
                  </div>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Note({ label, explanation }: { label: string; explanation: string }) {
  return (
    <Tooltip text={explanation}>
      <span tabIndex={0} className="text-faint underline decoration-dotted underline-offset-2">
        {label}
      </span>
    </Tooltip>
  );
}
