import { useState } from 'react';
import { call, CommandFailureError } from '../../host/call.ts';
import { notifyFailure } from '../../state/notices.ts';
import { showDraft } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { splitUrl } from '../../../shared/http/url.ts';
import type { Entry } from './catalog-filter.ts';
import { withTemplatePath } from './destination.ts';
import { DestinationField } from './DestinationField.tsx';
import { Picker } from './Picker.tsx';
import { SigningField } from './SigningField.tsx';
import { newSeed, TemplatePreview, useRendered } from './TemplatePreview.tsx';
import { useCatalog } from './use-catalog.ts';
import { useTarget } from './use-target.ts';

/** Picks an event of a provider and opens the request it makes as a draft. */
export function NewFromTemplateDialog({ onClose }: { onClose: () => void }) {
  const entries = useCatalog(false);
  const [picked, setPicked] = useState<Entry>();
  const entry = picked ?? entries.find(({ id }) => id === 'checkout.session.completed') ?? entries[0];
  const [seed, setSeed] = useState(newSeed);
  const rendered = useRendered(entry, seed);
  const target = useTarget(entry);
  const [problem, setProblem] = useState<{ url: string; message: string }>();
  const [isBusy, setIsBusy] = useState(false);

  const create = async () => {
    if (rendered === undefined || isBusy) return;
    const split = splitUrl(target.url);
    if ('problem' in split) {
      setProblem({ url: target.url, message: split.problem });
      return;
    }
    setIsBusy(true);
    try {
      const { method, path, headers, body, sign, title } = rendered;
      const draft = await call('drafts.create', {
        name: `${target.provider?.name ?? rendered.provider}: ${title}`.slice(0, 200),
        method,
        url: withTemplatePath(target.url, path),
        headers,
        body,
        ...(sign === undefined
          ? {}
          : {
              sign: {
                ...sign,
                ...(target.secretName === undefined ? {} : { secretName: target.secretName }),
                isEnabled: target.secretName !== undefined,
              },
            }),
      });
      onClose();
      showDraft(draft.id);
    } catch (error) {
      const message = error instanceof CommandFailureError ? error.fieldMessage('url') : undefined;
      if (message === undefined) notifyFailure('The draft was not made', error);
      else setProblem({ url: target.url, message });
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="wide"
      title="New from template"
      description="An event as its provider sends it, with made-up values, as a draft to edit and send."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={rendered === undefined}
            isBusy={isBusy}
            onClick={() => void create()}
          >
            Create draft
          </Button>
        </>
      }
    >
      <div className="-mx-5 grid h-[min(46vh,440px)] min-h-56 shrink-0 grid-cols-[minmax(360px,44%)_minmax(0,1fr)] border-b border-line">
        <Picker entries={entries} picked={entry} onPick={setPicked} onConfirm={() => void create()} />
        {rendered === undefined ? (
          <div aria-busy />
        ) : (
          <TemplatePreview rendered={rendered} onShuffle={() => setSeed(newSeed())} />
        )}
      </div>
      <div className="grid grid-cols-2 items-start gap-4">
        <DestinationField
          {...target}
          onChange={target.setUrl}
          problem={problem?.url === target.url ? problem.message : undefined}
        />
        {target.provider !== undefined && (
          <SigningField {...target} provider={target.provider} onChange={target.setSecretName} />
        )}
      </div>
    </Dialog>
  );
}
