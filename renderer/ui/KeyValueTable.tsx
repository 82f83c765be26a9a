import { useState } from 'react';
import { Button } from './Button.tsx';
import { CopyButton } from './CopyButton.tsx';
import { Inert } from './Inert.tsx';

/** What a browser lays out at once without a pause; a sender decides how much there is. */
const ROW_STEP = 200;
const MAX_CHARACTERS = 5000;

export interface KeyValueTableProps {
  /** The accessible name. */
  label: string;
  columns: readonly [string, string];
  rows: readonly { name: string; value: string; note?: string }[];
}

/** Name and value pairs as they are: in order, with case and duplicates; each value can be copied whole. */
export function KeyValueTable({ label, columns, rows }: KeyValueTableProps) {
  const [shownCount, setShownCount] = useState(ROW_STEP);
  const hiddenCount = rows.length - shownCount;
  return (
    <>
      <table aria-label={label} className="w-full table-fixed border-collapse text-left">
        <colgroup>
          <col className="w-56" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{columns[0]}</th>
            <th scope="col">{columns[1]}</th>
          </tr>
        </thead>
        <tbody className="code text-code">
          {rows.slice(0, shownCount).map((row, index) => (
            <tr
              key={index}
              className="group border-b border-line align-top last:border-b-0 hover:bg-hover/50"
            >
              <th scope="row" className="py-1 pr-4 font-normal break-words text-code-key select-text">
                <Inert text={shorten(row.name)} />
              </th>
              <td className="relative py-1 pr-8 break-words whitespace-pre-wrap text-fg select-text">
                <Inert text={shorten(row.value)} />
                {row.value.length > MAX_CHARACTERS && (
                  <span className="text-faint"> … {row.value.length.toLocaleString('en')} characters</span>
                )}
                {row.note !== undefined && <span className="ml-2 text-small text-faint">{row.note}</span>}
                <span className="absolute top-0.5 right-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                  <CopyButton text={row.value} label={`Copy value of ${row.name.slice(0, 60)}`} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hiddenCount > 0 && (
        <p className="nums flex items-center gap-3 py-2 text-muted">
          {hiddenCount.toLocaleString('en')} more
          <Button size="small" onClick={() => setShownCount(shownCount + ROW_STEP)}>
            Show {Math.min(ROW_STEP, hiddenCount)}
          </Button>
        </p>
      )}
    </>
  );
}

const shorten = (text: string) => (text.length > MAX_CHARACTERS ? text.slice(0, MAX_CHARACTERS) : text);
