import { FlaskConical, Inbox, Keyboard, Moon, Search, Send, Settings, Sun, SunMoon } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { showPlace } from '../../state/view.ts';
import type { ActionContext } from './action-context.ts';

export function goToActions(): PaletteAction[] {
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
      id: 'go.paypal-lab',
      label: 'PayPal lab',
      group: 'Go to',
      icon: FlaskConical,
      keywords: ['ipn', 'verified', 'post-back', 'webhook signature', 'sandbox'],
      run: () => showPlace('paypal-lab'),
    },
    {
      id: 'go.settings',
      label: 'Settings',
      group: 'Go to',
      icon: Settings,
      keys: '$mod+,',
      keywords: ['preferences', 'port', 'authtoken', 'secrets', 'control server'],
      run: () => showPlace('settings'),
    },
  ];
}

export function windowActions({ openPalette, openShortcuts }: ActionContext): PaletteAction[] {
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
