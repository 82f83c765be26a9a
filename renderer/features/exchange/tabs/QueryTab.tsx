import { parseQuery, queryOf } from '../../../../shared/http/form.ts';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Inert } from '../../../ui/Inert.tsx';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';

/** The query of a target: decoded pairs in order, and as it was sent. */
export function QueryTab({ target }: { target: string }) {
  const query = queryOf(target);
  if (query === undefined || query === '') {
    return <EmptyState title="No query">The request target has no query string.</EmptyState>;
  }
  const rows = parseQuery(target).map(({ name, value, hasValue }) => ({
    name,
    value,
    ...(hasValue ? {} : { note: 'no =' }),
  }));
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 py-2" tabIndex={0} role="region" aria-label="Query">
      <KeyValueTable label="Query parameters" columns={['Name', 'Value']} rows={rows} />
      <h3 className="mt-4 mb-1 flex items-center gap-1 font-semibold">
        As it was sent
        <CopyButton text={query} label="Copy query" />
      </h3>
      <pre className="text-code break-all whitespace-pre-wrap text-muted select-text">
        <Inert text={query} />
      </pre>
    </div>
  );
}
