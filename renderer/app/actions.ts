import {
  ArrowDown,
  Clipboard,
  FilePen,
  FilePlus,
  Inbox,
  Keyboard,
  ListFilter,
  Link,
  Moon,
  PencilLine,
  Plus,
  Power,
  RotateCw,
  Search,
  Send,
  Settings,
  SquareTerminal,
  Sun,
  SunMoon,
  Webhook,
} from 'lucide-react';
import { endpointsOf } from '../../shared/http/endpoint.ts';
import type { WorkbenchState } from '../../shared/state/workbench.ts';
import { call } from '../host/call.ts';
import type { PaletteAction } from '../features/palette/palette-action.ts';
import { copyAsCurl, copyBody } from '../state/copy-exchange.ts';
import { editAsDraft, openReplayPanel, replayAgain } from '../state/exchange-actions.ts';
import { showTab, type ExchangeTab } from '../state/exchange-view.ts';
import { attempt, notify } from '../state/notices.ts';
import { moveSelection } from '../state/select-exchange.ts';
import { showBin, showDraft, showPlace, type Place } from '../state/view.ts';

/** What the actions depend on. */
export interface ActionContext {
  state: WorkbenchState;
  place: Place;
  binId: string | undefined;
  exchangeId: string | undefined;
  openPalette: () => void;
  openShortcuts: () => void;
  createBin: () => void;
}

/** Every action there is now. The palette, the shortcuts and their sheet are made from this one list. */
export function listActions(context: ActionContext): PaletteAction[] {
  return [
    ...exchangeActions(context),
    ...goToActions(),
    ...binActions(context),
    ...draftActions(context),
    ...tunnelActions(context),
    ...windowActions(context),
  ];
}

function exchangeActions({ place, exchangeId }: ActionContext): PaletteAction[] {
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

function goToActions(): PaletteAction[] {
  return [
    {
      id: 'go.bins',
      label: 'Bins',
      group: 'Go to',
      icon: Inbox,
      keys: '$mod+1',
      run: () => showPlace('bins'),
    },
    {
      id: 'go.compose',
      label: 'Compose',
      group: 'Go to',
      icon: Send,
      keys: '$mod+2',
      run: () => showPlace('compose'),
    },
    {
      id: 'go.settings',
      label: 'Settings',
      group: 'Go to',
      icon: Settings,
      keys: '$mod+,',
      keywords: ['preferences', 'port', 'authtoken', 'control server'],
      run: () => showPlace('settings'),
    },
  ];
}

function binActions({ state, binId, createBin }: ActionContext): PaletteAction[] {
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

function draftActions({ state }: ActionContext): PaletteAction[] {
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

function tunnelActions({ state }: ActionContext): PaletteAction[] {
  const { tunnel, settings } = state;
  const isRunning = tunnel.state !== 'stopped' && tunnel.state !== 'failed';
  if (isRunning) {
    return [
      {
        id: 'tunnel.stop',
        label: 'Stop tunnel',
        group: 'Tunnel',
        icon: Power,
        run: () => void attempt('The tunnel was not stopped', () => call('tunnel.stop', {})),
      },
    ];
  }
  // Without a token the card asks for one: it is the place to start from.
  if (!state.secrets.names.includes('ngrok.authtoken')) return [];
  return [
    {
      id: 'tunnel.start',
      label: 'Start tunnel',
      group: 'Tunnel',
      icon: Power,
      keywords: ['ngrok', 'public url'],
      run: () => void attempt('The tunnel was not started', () => call('tunnel.start', settings.tunnel)),
    },
  ];
}

function windowActions({ openPalette, openShortcuts }: ActionContext): PaletteAction[] {
  const setTheme = (theme: 'light' | 'dark' | 'system') =>
    void attempt('The theme was not changed', () => call('settings.update', { appearance: { theme } }));
  return [
    {
      id: 'window.palette',
      label: 'Search everything',
      group: 'Window',
      icon: Search,
      keys: '$mod+K',
      isKeyOnly: true,
      run: openPalette,
    },
    { id: 'theme.light', label: 'Light theme', group: 'Window', icon: Sun, run: () => setTheme('light') },
    { id: 'theme.dark', label: 'Dark theme', group: 'Window', icon: Moon, run: () => setTheme('dark') },
    {
      id: 'theme.system',
      label: 'Theme of the system',
      group: 'Window',
      icon: SunMoon,
      run: () => setTheme('system'),
    },
    {
      id: 'window.shortcuts',
      label: 'Keyboard shortcuts',
      group: 'Window',
      icon: Keyboard,
      keys: '?',
      run: openShortcuts,
    },
  ];
}
