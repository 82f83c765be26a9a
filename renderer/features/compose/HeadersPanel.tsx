import type { Draft } from '../../../shared/model/draft.ts';
import type { Header } from '../../../shared/model/header.ts';
import { editDraft } from './draft-edits.ts';
import { headerNoteOf, headerProblemOf } from './header-notes.ts';
import { PairGrid } from './PairGrid.tsx';

/** What is typed most into a webhook's headers. */
const COMMON_NAMES = [
  'Accept',
  'Authorization',
  'Content-Encoding',
  'Content-Type',
  'Cookie',
  'Host',
  'Idempotency-Key',
  'Origin',
  'Referer',
  'User-Agent',
  'X-Forwarded-For',
  'X-Forwarded-Proto',
  'X-GitHub-Delivery',
  'X-GitHub-Event',
  'X-Hub-Signature-256',
  'X-Request-Id',
  'Stripe-Signature',
  'webhook-id',
  'webhook-signature',
  'webhook-timestamp',
];

export function HeadersPanel({ draft }: { draft: Draft }) {
  const { headers } = draft;
  const write = (next: Header[]) => editDraft(draft.id, { headers: next });
  return (
    <div className="relative min-h-0 flex-1 overflow-y-auto">
      <datalist id="header-names">
        {COMMON_NAMES.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <PairGrid
        label="Request headers"
        noun="Header"
        nameListId="header-names"
        rows={headers.map((header, index) => ({
          ...header,
          problem: headerProblemOf(header),
          note: headerNoteOf(headers, index, draft.method),
        }))}
        onChange={(index, cell, text) => write(headers.with(index, { ...at(headers, index), [cell]: text }))}
        onAdd={(cell, text) => write([...headers, { name: '', value: '', [cell]: text }])}
        onRemove={(index) => write(headers.toSpliced(index, 1))}
        onMove={(from, to) => write(headers.toSpliced(from, 1).toSpliced(to, 0, at(headers, from)))}
      />
      <p className="px-4 py-3 text-small text-faint">
        They go out in this order and case. How the message ends, and a Host where there is none, is added
        when it is sent: the Sent tab beside shows the whole.
      </p>
    </div>
  );
}

const at = (headers: readonly Header[], index: number): Header => headers[index] ?? { name: '', value: '' };
