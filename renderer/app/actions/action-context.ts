import type { WorkbenchState } from '../../../shared/state/workbench.ts';
import type { Place } from '../../state/view.ts';

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
