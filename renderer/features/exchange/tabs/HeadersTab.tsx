import { Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Header } from '../../../../shared/model/header.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { TextField } from '../../../ui/TextField.tsx';

export interface HeadersTabProps {
  headers: readonly Header[];
  trailers: readonly Header[];
  /** What is found in them: tokens taken apart. */
  children?: ReactNode;
}

/** Headers as they came: in order, with case and duplicates; trailers below. */
export function HeadersTab({ headers, trailers, children }: HeadersTabProps) {
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const matching = (each: Header) => `${each.name}: ${each.value}`.toLowerCase().includes(wanted);
  const shown = headers.filter(matching);
  return (
    <div className="min-h-0 flex-1 overflow-auto px-4 pb-4" tabIndex={0} role="region" aria-label="Headers">
      <div className="sticky top-0 z-10 bg-bg py-2">
        <TextField
          label="Filter headers"
          placeholder="Filter headers"
          icon={Search}
          value={filter}
          onChange={setFilter}
          className="w-56"
        />
      </div>
      {shown.length === 0 ? (
        <p className="text-muted">
          {headers.length === 0 ? 'It came without headers.' : 'No header matches.'}
        </p>
      ) : (
        <KeyValueTable label="Headers" columns={['Name', 'Value']} rows={shown} />
      )}
      {children}
      {trailers.length > 0 && (
        <>
          <h3 className="mt-4 mb-1 font-semibold">Trailers</h3>
          <KeyValueTable label="Trailers" columns={['Name', 'Value']} rows={trailers.filter(matching)} />
        </>
      )}
    </div>
  );
}
