import type { Difference } from '../../../shared/model/diagnosis.ts';
import { Inert } from '../../ui/Inert.tsx';

const places = { body: 'body', url: 'URL', content: 'signed content' };

/** Where what came and what was signed first differ, one under the other; told by words and marks, not by colour alone. */
export function DifferenceView({ difference }: { difference: Difference }) {
  const { of, offsetBytes, before, arrived, signed, after } = difference;
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="nums text-small text-faint">
        First difference, at byte {offsetBytes.toLocaleString('en')} of the {places[of]}
      </figcaption>
      <table
        aria-label="First difference"
        className="code w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-control border border-line text-code"
      >
        <tbody>
          <Line label="Came" before={before} part={arrived} after={after} tone="bg-err-bg text-err" />
          <Line label="Signed" before={before} part={signed} after={after} tone="bg-ok-bg text-ok" />
        </tbody>
      </table>
    </figure>
  );
}

interface LineProps {
  label: string;
  before: string;
  part: string;
  after: string;
  tone: string;
}

function Line({ label, before, part, after, tone }: LineProps) {
  return (
    <tr className="bg-surface align-baseline">
      <th scope="row" className="w-16 px-2 py-1 text-left font-normal text-faint">
        {label}
      </th>
      <td className="px-1 py-1 break-all whitespace-pre-wrap text-muted select-text">
        <Inert text={shown(before)} />
        <mark className={`rounded-small px-0.5 font-semibold underline underline-offset-2 ${tone}`}>
          {part === '' ? '(nothing)' : <Inert text={shown(part)} />}
        </mark>
        <Inert text={shown(after)} />
      </td>
    </tr>
  );
}

const pictures: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** White space as it is written in code, so that it can be seen where it is all that differs. */
const shown = (text: string): string => {
  const pictured = text.replace(/[\n\r\t]/g, (char) => pictures[char] ?? char);
  return /^ +$/.test(pictured) ? pictured.replaceAll(' ', '·') : pictured;
};
