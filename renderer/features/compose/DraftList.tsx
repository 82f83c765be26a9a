import { FilePen, FlaskConical, LayoutTemplate, Plus, Zap } from 'lucide-react';
import { openTemplateDialog } from '../../state/template-dialogs.ts';
import { showPlace, useView } from '../../state/view.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useDraft } from './draft-edits.ts';
import { titleOf } from './draft-title.ts';
import { createDraft, openDraft, useDrafts } from './open-drafts.ts';

/** All drafts, newest first, for the sidebar. */
export function DraftList({ draftId: frontId }: { draftId: string | undefined }) {
  const drafts = useDrafts();
  return (
    <nav aria-label="Drafts" className="flex min-h-0 flex-1 flex-col px-2.5">
      <div className="flex h-9 shrink-0 items-center justify-between pr-0.5 pl-2">
        <h2 className="text-small font-medium tracking-wide text-faint uppercase">Drafts</h2>
        <div className="flex items-center">
          <IconButton
            label="Trigger an event or a story"
            icon={Zap}
            size="small"
            onClick={() => openTemplateDialog('trigger')}
          />
          <IconButton
            label="New from template"
            icon={LayoutTemplate}
            size="small"
            onClick={() => openTemplateDialog('draft')}
          />
          <IconButton label="New draft" icon={Plus} size="small" onClick={() => void createDraft()} />
        </div>
      </div>
      {drafts.length === 0 ? (
        <p className="px-2 text-small text-faint">Drafts stay here until you delete them.</p>
      ) : (
        <ul className="relative min-h-0 flex-1 overflow-y-auto">
          {drafts.map((draft) => (
            <DraftRow key={draft.id} draftId={draft.id} isFront={draft.id === frontId} />
          ))}
        </ul>
      )}
      <PaypalLabItem />
    </nav>
  );
}

/** The way to the lab, which sends messages as drafts do. */
function PaypalLabItem() {
  const isFront = useView((view) => view.place === 'paypal-lab');
  const isRunning = useWorkbench((state) => state.paypalLab.isRunning);
  return (
    <button
      type="button"
      aria-current={isFront ? 'page' : undefined}
      className={classNames(
        'focus-inset mt-auto mb-2 flex h-7.5 w-full shrink-0 items-center gap-2.5 rounded-control px-2 text-left transition-colors duration-100',
        isFront ? 'bg-accent-bg text-fg' : 'text-muted hover:bg-hover hover:text-fg',
      )}
      onClick={() => showPlace('paypal-lab')}
    >
      <FlaskConical aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
      <span className="min-w-0 flex-1 truncate">PayPal lab</span>
      {isRunning && <span className="text-small text-ok">on</span>}
    </button>
  );
}

function DraftRow({ draftId, isFront }: { draftId: string; isFront: boolean }) {
  const draft = useDraft(draftId);
  if (draft === undefined) return null;
  return (
    <li>
      <button
        type="button"
        aria-current={isFront ? 'page' : undefined}
        className={classNames(
          'focus-inset flex h-7.5 w-full items-center gap-2.5 rounded-control px-2 text-left transition-colors duration-100',
          isFront ? 'bg-accent-bg text-fg' : 'text-muted hover:bg-hover hover:text-fg',
        )}
        onClick={() => openDraft(draftId)}
      >
        <FilePen aria-hidden size={15} strokeWidth={1.75} className="shrink-0" />
        <span className="min-w-0 truncate">{titleOf(draft)}</span>
      </button>
    </li>
  );
}
