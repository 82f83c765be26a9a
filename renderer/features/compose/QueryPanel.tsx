import type { Draft } from '../../../shared/model/draft.ts';
import { editDraft } from './draft-edits.ts';
import { PairGrid } from './PairGrid.tsx';
import { newPart, queryPartsOf, renamed, revalued, withQueryParts, type QueryPart } from './query.ts';

/** The query of the URL as rows. Each row keeps its own characters until it is edited. */
export function QueryPanel({ draft }: { draft: Draft }) {
  const parts = queryPartsOf(draft.url);
  const write = (next: readonly QueryPart[]) => editDraft(draft.id, { url: withQueryParts(draft.url, next) });
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <PairGrid
        label="Query parameters"
        noun="Parameter"
        rows={parts}
        onChange={(index, cell, text) => {
          const part = parts[index];
          if (part === undefined) return;
          write(parts.with(index, cell === 'name' ? renamed(part, text) : revalued(part, text)));
        }}
        onAdd={(cell, text) => write([...parts, cell === 'name' ? newPart(text, '') : newPart('', text)])}
        onRemove={(index) => write(parts.toSpliced(index, 1))}
        onMove={(from, to) => {
          const part = parts[from];
          if (part !== undefined) write(parts.toSpliced(from, 1).toSpliced(to, 0, part));
        }}
      />
      <p className="px-4 py-3 text-small text-faint">
        Values are percent-encoded when you edit them here; what you do not touch stays in the URL exactly as
        it is.
      </p>
    </div>
  );
}
