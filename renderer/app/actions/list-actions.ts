import type { PaletteAction } from '../../features/palette/palette-action.ts';
import type { ActionContext } from './action-context.ts';
import { binActions } from './bin-actions.ts';
import { gateActions } from './gate-actions.ts';
import { draftActions } from './draft-actions.ts';
import { exchangeActions } from './request-actions.ts';
import { forwardActions } from './forward-actions.ts';
import { tunnelActions } from './tunnel-actions.ts';
import { goToActions, windowActions } from './window-actions.ts';

/** Every action there is now. The palette, the shortcuts and their sheet are made from this one list. */
export function listActions(context: ActionContext): PaletteAction[] {
  return [
    ...exchangeActions(context),
    ...goToActions(),
    ...binActions(context),
    ...gateActions(context),
    ...draftActions(context),
    ...forwardActions(context),
    ...tunnelActions(context),
    ...windowActions(context),
  ];
}
