import { ArrowDown, Clipboard, ListFilter, PencilLine, RotateCw, Search, SquareTerminal } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { copyAsCurl, copyBody } from '../../state/copy-exchange.ts';
import { editAsDraft, openReplayPanel, replayAgain } from '../../state/exchange-actions.ts';
import { findInBody, showTab, type ExchangeTab } from '../../state/exchange-view.ts';
import { moveSelection } from '../../state/select-exchange.ts';
import type { ActionContext } from './action-context.ts';

export function exchangeActions({ place, exchangeId }: ActionContext): PaletteAction[] {
  if (place !== 'bins') return [];
  const moves: PaletteAction[] = [
    {
      id: 'exchange.next',
      label: 'Next request',
      group: 'Request',
      icon: ArrowDown,
      keys: 'J',
      isKeyOnly: true,
      run: () => moveSelection(1),
    },
    {
      id: 'exchange.previous',
      label: 'Previous request',
      group: 'Request',
      icon: ArrowDown,
      keys: 'K',
      isKeyOnly: true,
      run: () => moveSelection(-1),
    },
    {
      id: 'exchange.filter',
      label: 'Filter requests',
      group: 'Request',
      icon: ListFilter,
      keys: '/',
      run: () => document.getElementById('exchange-filter')?.focus(),
    },
  ];
  if (exchangeId === undefined) return moves;
  const tabs: [ExchangeTab, string][] = [
    ['body', 'body'],
    ['headers', 'headers'],
    ['query', 'query'],
    ['reply', 'reply'],
    ['deliveries', 'deliveries'],
    ['raw', 'raw request'],
  ];
  return [
    {
      id: 'exchange.replay',
      label: 'Replay',
      group: 'Request',
      icon: RotateCw,
      keys: 'R',
      keywords: ['send again'],
      run: () => void replayAgain(exchangeId),
    },
    {
      id: 'exchange.replay-to',
      label: 'Replay to …',
      group: 'Request',
      icon: RotateCw,
      keys: 'Shift+R',
      keywords: ['destination'],
      run: () => openReplayPanel(exchangeId),
    },
    {
      id: 'exchange.edit',
      label: 'Edit & resend',
      group: 'Request',
      icon: PencilLine,
      keys: 'E',
      keywords: ['draft', 'compose'],
      run: () => void editAsDraft(exchangeId),
    },
    {
      id: 'exchange.curl',
      label: 'Copy as cURL',
      group: 'Request',
      icon: SquareTerminal,
      keys: 'C',
      keywords: ['command', 'terminal'],
      run: () => void copyAsCurl(exchangeId),
    },
    {
      id: 'exchange.copy-body',
      label: 'Copy body',
      group: 'Request',
      icon: Clipboard,
      run: () => void copyBody({ kind: 'exchange', exchangeId }),
    },
    {
      id: 'exchange.find',
      label: 'Find in the body',
      group: 'Request',
      icon: Search,
      keys: '$mod+F',
      isKeyOnly: true,
      run: findInBody,
    },
    ...moves,
    ...tabs.map(([tab, name], index): PaletteAction => ({
      id: `exchange.tab.${tab}`,
      label: `Show ${name}`,
      group: 'Request',
      icon: Search,
      keys: String(index + 1),
      isKeyOnly: true,
      run: () => showTab(tab),
    })),
  ];
}
