import { FilePen, FilePlus, LayoutTemplate, PenLine, Zap } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { showRequestTab } from '../../state/request-tab.ts';
import { openTemplateDialog } from '../../state/template-dialogs.ts';
import { showDraft, useView } from '../../state/view.ts';
import type { ActionContext } from './action-context.ts';

export function draftActions({ state }: ActionContext): PaletteAction[] {
  const create = async () => {
    const draft = await attempt('The draft was not made', () => call('drafts.create', {}));
    if (draft !== undefined) showDraft(draft.id);
  };
  return [
    {
      id: 'draft.create',
      label: 'New draft',
      group: 'Drafts',
      icon: FilePlus,
      keys: '$mod+N',
      run: () => void create(),
    },
    ...signAction(),
    {
      id: 'draft.fromTemplate',
      label: 'New from template…',
      group: 'Drafts',
      icon: LayoutTemplate,
      keywords: ['event', 'provider', 'stripe', 'github', 'paypal', 'shopify', 'slack', 'twilio'],
      run: () => openTemplateDialog('draft'),
    },
    {
      id: 'trigger.open',
      label: 'Trigger an event or a story…',
      group: 'Drafts',
      icon: Zap,
      keywords: ['send', 'simulate', 'template', 'provider', 'webhook'],
      run: () => openTemplateDialog('trigger'),
    },
    ...state.drafts.map((draft): PaletteAction => ({
      id: `draft.${draft.id}`,
      label: draft.name === '' ? draft.url : draft.name,
      group: 'Drafts',
      icon: FilePen,
      keywords: ['draft', draft.method, draft.url],
      run: () => showDraft(draft.id),
    })),
  ];
}

/** For the draft in front, while one is. */
function signAction(): PaletteAction[] {
  const { place, draftId } = useView.getState();
  if (place !== 'compose' || draftId === undefined) return [];
  return [
    {
      id: 'draft.sign',
      label: 'Sign this draft',
      group: 'Drafts',
      icon: PenLine,
      keywords: ['signature', 'hmac', 'secret', 'stripe', 'github', 'timestamp'],
      run: () => showRequestTab(draftId, 'sign'),
    },
  ];
}
