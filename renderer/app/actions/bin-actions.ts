import { Inbox, Link, ListPlus, MessageSquareReply, Plus, Webhook } from 'lucide-react';
import { endpointsOf } from '../../../shared/http/endpoint.ts';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { notify } from '../../state/notices.ts';
import { showReply, startRule } from '../../state/replies.ts';
import { showBin } from '../../state/view.ts';
import type { ActionContext } from './action-context.ts';

export function binActions({ state, binId, createBin }: ActionContext): PaletteAction[] {
  const bin = state.bins.find((each) => each.id === binId);
  const publicUrl = state.tunnel.state === 'online' ? state.tunnel.publicUrl : undefined;
  const copyEndpoint = async (slug: string) => {
    const endpoints = endpointsOf(slug, state.listener, publicUrl);
    await navigator.clipboard.writeText(endpoints.public ?? endpoints.local);
    notify('Copied the endpoint');
  };
  return [
    { id: 'bin.create', label: 'New bin', group: 'Bins', icon: Plus, run: createBin },
    ...(bin === undefined
      ? []
      : [
          {
            id: 'bin.copy',
            label: `Copy endpoint of ${bin.name}`,
            group: 'Bins' as const,
            icon: Link,
            keys: '$mod+Shift+C',
            keywords: ['url'],
            run: () => void copyEndpoint(bin.slug),
          },
          {
            id: 'bin.replies',
            label: `Replies of ${bin.name}`,
            group: 'Bins' as const,
            icon: MessageSquareReply,
            keywords: ['rules', 'answer', 'status', 'default reply'],
            run: () => showReply(bin.id, 'default'),
          },
          {
            id: 'bin.newRule',
            label: `New response rule in ${bin.name}`,
            group: 'Bins' as const,
            icon: ListPlus,
            keywords: ['reply', 'fault', 'script', 'template', 'delay'],
            run: () => startRule(bin.id),
          },
        ]),
    ...state.bins.map((each): PaletteAction => ({
      id: `bin.${each.id}`,
      label: each.name,
      group: 'Bins',
      icon: each.isDefault ? Inbox : Webhook,
      keywords: ['bin', each.slug],
      run: () => showBin(each.id),
    })),
  ];
}
