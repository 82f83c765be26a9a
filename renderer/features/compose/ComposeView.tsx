import { LayoutTemplate, Plus, Send } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { openTemplateDialog } from '../../state/template-dialogs.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { saveAllDrafts } from './draft-edits.ts';
import { DraftEditor, type DraftToSign } from './DraftEditor.tsx';
import { DraftTabs } from './DraftTabs.tsx';
import { createDraft, openDraft, useDrafts, useOpenIds } from './open-drafts.ts';

export interface ComposeViewProps {
  /** The draft in front. */
  draftId: string | undefined;
  onOpenExchange: (exchangeId: string) => void;
  /** Draws one delivery, with `aside` at the right end of its first line: features do not know each other. */
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
  /** Draws how a draft is signed. */
  renderSigning: (draft: DraftToSign) => ReactNode;
}

/** Drafts in tabs: a request to edit, and beside it what came back. */
export function ComposeView({ draftId, onOpenExchange, renderDelivery, renderSigning }: ComposeViewProps) {
  const openIds = useOpenIds();
  const drafts = useDrafts();
  const exists = draftId !== undefined && drafts.some((draft) => draft.id === draftId);
  const frontId = exists ? draftId : openIds.at(-1);

  const known = useRef<string>(undefined);
  useEffect(() => {
    if (exists) known.current = draftId;
    // One just made is not gone: the event that tells of it comes after the answer.
    else if (draftId !== undefined && draftId !== known.current) return;
    // A draft that was brought to the front from elsewhere, such as by `E` on an exchange, gets its tab here.
    if (frontId !== undefined && (frontId !== draftId || !openIds.includes(frontId))) openDraft(frontId);
  }, [exists, frontId, draftId, openIds]);

  useEffect(() => {
    const save = () => void saveAllDrafts();
    window.addEventListener('pagehide', save);
    return () => {
      window.removeEventListener('pagehide', save);
      save();
    };
  }, []);

  return (
    <section aria-label="Compose" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <DraftTabs openIds={openIds} frontId={frontId} onOpenExchange={onOpenExchange} />
      {frontId === undefined ? (
        <NoDraft />
      ) : (
        <div
          role="tabpanel"
          id="compose-draft"
          aria-labelledby={`tab-${frontId}`}
          className="flex min-h-0 min-w-0 flex-1 flex-col"
        >
          <DraftEditor
            key={frontId}
            draftId={frontId}
            onOpenExchange={onOpenExchange}
            renderDelivery={renderDelivery}
            renderSigning={renderSigning}
          />
        </div>
      )}
    </section>
  );
}

function NoDraft() {
  return (
    <EmptyState icon={Send} title="Edit a request and send it">
      <p>
        Press <Kbd keys="E" className="mx-0.5" /> on a captured exchange to open it here as a draft, with its
        headers and its body as they arrived. Or start with an empty one, or with an event as its provider
        sends it.
      </p>
      <div className="mt-4 flex justify-center gap-2">
        <Button variant="primary" icon={Plus} onClick={() => void createDraft()}>
          New draft
        </Button>
        <Button icon={LayoutTemplate} onClick={() => openTemplateDialog('draft')}>
          From template…
        </Button>
      </div>
    </EmptyState>
  );
}
