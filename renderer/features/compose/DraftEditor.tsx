import { useEffect, useEffectEvent, useState, type ReactNode } from 'react';
import { SplitPane } from '../../ui/SplitPane.tsx';
import type { Draft } from '../../../shared/model/draft.ts';
import type { DraftSigning } from '../../../shared/model/signing.ts';
import { editDraft, savedDraft, useDraft } from './draft-edits.ts';
import { RequestLine } from './RequestLine.tsx';
import { RequestTabs } from './RequestTabs.tsx';
import { ResponsePane } from './ResponsePane.tsx';
import { useSending } from './sending.ts';

/** What the signing of a draft is drawn with. */
export interface DraftToSign {
  draft: Draft;
  /** Saves what was typed and gives the draft as it is then. */
  read: () => Promise<Draft | undefined>;
  onChange: (sign: DraftSigning) => void;
}

export interface DraftEditorProps {
  draftId: string;
  onOpenExchange: (exchangeId: string) => void;
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
  renderSigning: (draft: DraftToSign) => ReactNode;
}

/** One draft: what is sent on the left, what came back on the right. */
export function DraftEditor({ draftId, onOpenExchange, renderDelivery, renderSigning }: DraftEditorProps) {
  const draft = useDraft(draftId);
  const sending = useSending(draftId);
  // Before the first try to send, half a URL is not a mistake.
  const [isTried, setIsTried] = useState(false);
  const send = () => {
    if (draft === undefined || sending.pendingId !== undefined) return;
    setIsTried(true);
    void sending.send(draft);
  };
  useSendKey(send);
  if (draft === undefined) return null;

  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
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
        left={
          <RequestTabs
            draft={draft}
            onOpenExchange={onOpenExchange}
            signing={renderSigning({
              draft,
              read: () => savedDraft(draftId),
              onChange: (sign) => editDraft(draftId, { sign }),
            })}
          />
        }
        right={<ResponsePane sending={sending} renderDelivery={renderDelivery} />}
      />
    </div>
  );
}

/** Ctrl/Cmd+Enter, wherever the focus is, but not under a dialog or a menu. */
function useSendKey(send: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const isElsewhere =
      event.target instanceof Element &&
      event.target.closest('[role=dialog], [role=alertdialog], [role=menu]') !== null;
    if (isElsewhere) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) send();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    // While it goes down: before the editor takes the key for a new line.
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
