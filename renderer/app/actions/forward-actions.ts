import { Forward, Waypoints } from 'lucide-react';
import type { PaletteAction } from '../../features/palette/palette-action.ts';
import { showForwards, startForward } from '../../state/forwards.ts';
import type { ActionContext } from './action-context.ts';

export function forwardActions({ state, binId }: ActionContext): PaletteAction[] {
  const bin = state.bins.find((each) => each.id === binId);
  if (bin === undefined) return [];
  return [
    {
      id: 'forward.show',
      label: `Forward rules of ${bin.name}`,
      group: 'Bins',
      icon: Waypoints,
      keywords: ['proxy', 'mirror', 'queue', 'destination'],
      run: () => showForwards(bin.id),
    },
    {
      id: 'forward.new',
      label: `Forward ${bin.name} to an address`,
      group: 'Bins',
      icon: Forward,
      keywords: ['proxy', 'mirror', 'localhost', 'host header', 'virtual host'],
      run: () => startForward(bin.id),
    },
  ];
}
