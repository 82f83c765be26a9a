import { CopyButton } from './CopyButton.tsx';
import { Inert } from './Inert.tsx';

export interface KeyValueTableProps {
  /** The accessible name. */
  label: string;
  columns: readonly [string, string];
  rows: readonly { name: string; value: string; note?: string }[];
}

/** Name and value pairs as they are: in order, with case and duplicates; each value can be copied. */
export function KeyValueTable({ label, columns, rows }: KeyValueTableProps) {
  return (
    <table aria-label={label} className="w-full table-fixed border-collapse text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col">{columns[1]}</th>
        </tr>
      </thead>
      <tbody className="code text-code">
        {rows.map((row, index) => (
          <tr key={index} className="group border-b border-line align-top last:border-b-0 hover:bg-hover/50">
            <th
              scope="row"
              className="w-[34%] max-w-64 py-1 pr-4 font-normal break-words text-code-key select-text"
            >
              <Inert text={row.name} />
            </th>
            <td className="relative py-1 pr-8 break-words whitespace-pre-wrap text-fg select-text">
              <Inert text={row.value} />
              {row.note !== undefined && <span className="ml-2 text-small text-faint">{row.note}</span>}
              <span className="absolute top-0.5 right-0 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                <CopyButton text={row.value} label={`Copy value of ${row.name.slice(0, 60)}`} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
