import { Binary } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Draft, DraftBody } from '../../../shared/model/draft.ts';
import { call } from '../../host/call.ts';
import { notify } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { editDraft } from './draft-edits.ts';

export interface CapturedBodyProps {
  draft: Draft;
  body: Exclude<DraftBody, { text: string }>;
  onOpenExchange: (exchangeId: string) => void;
}

/** A body that is no text, or too much of it: it is sent unchanged. */
export function CapturedBody({ draft, body, onOpenExchange }: CapturedBodyProps) {
  const sizeBytes = useSize(body);
  const replace = () => {
    editDraft(draft.id, { body: { text: '' } });
    notify('The body is text now', { label: 'Undo', run: () => editDraft(draft.id, { body }) });
  };
  const size =
    sizeBytes === undefined
      ? ''
      : `, ${sizeBytes.toLocaleString('en')} ${sizeBytes === 1 ? 'byte' : 'bytes'}`;
  return (
    <EmptyState icon={Binary} title={`The captured body${size}, is sent unchanged`}>
      <p>It is not text, or too large to edit here. Every byte goes out as it came in.</p>
      <div className="mt-4 flex justify-center gap-2">
        {'exchangeId' in body && (
          <Button onClick={() => onOpenExchange(body.exchangeId)}>Show captured exchange</Button>
        )}
        <Button onClick={replace}>Replace with text</Button>
      </div>
    </EmptyState>
  );
}

function useSize(body: CapturedBodyProps['body']): number | undefined {
  const [sizeBytes, setSizeBytes] = useState<number>();
  const exchangeId = 'exchangeId' in body ? body.exchangeId : undefined;
  useEffect(() => {
    if (exchangeId === undefined) return undefined;
    let isCurrent = true;
    call('exchanges.get', { id: exchangeId }).then(
      (exchange) => isCurrent && setSizeBytes(exchange.request.body.sizeBytes),
      // The exchange may be gone; what is sent then is told by the send itself.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [exchangeId]);
  if ('base64' in body) return Math.floor((body.base64.replace(/=+$/, '').length * 3) / 4);
  return sizeBytes;
}
