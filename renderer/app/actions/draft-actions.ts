import { FilePen, FilePlus } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { showDraft } from '../../state/view.ts';
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
