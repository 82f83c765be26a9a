import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { useDraft } from './draft-edits.ts';
import { RequestLine } from './RequestLine.tsx';
import { RequestTabs } from './RequestTabs.tsx';
import { ResponsePane } from './ResponsePane.tsx';
import { useSending } from './sending.ts';

export interface DraftEditorProps {
  draftId: string;
  onOpenExchange: (exchangeId: string) => void;
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
}

/** One draft: what is sent on the left, what came back on the right. */
export function DraftEditor({ draftId, onOpenExchange, renderDelivery }: DraftEditorProps) {
  const draft = useDraft(draftId);
  const sending = useSending(draftId);
  // Before the first try to send, half a URL is not a mistake.
  const [isTried, setIsTried] = useState(false);
  if (draft === undefined) return null;

  const send = () => {
    setIsTried(true);
    void sending.send(draft);
  };
  // While it goes down, before the editor takes the key for a new line.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && sending.pendingId === undefined) send();
  };

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col" onKeyDownCapture={onKeyDownCapture}>
      <RequestLine
        draft={draft}
        isTried={isTried}
        isSending={sending.pendingId !== undefined}
        onSend={send}
        onCancel={() => void sending.cancel()}
      />
      <SplitPane
        id="compose"
        label="Resize request and response"
        leftPercent={59}
        minLeftPx={320}
        minRightPx={300}
        left={<RequestTabs draft={draft} onOpenExchange={onOpenExchange} />}
        right={<ResponsePane sending={sending} renderDelivery={renderDelivery} />}
      />
    </div>
  );
}
