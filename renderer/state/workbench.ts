import { create } from 'zustand';
import { applyEvent, type WorkbenchState } from '../../shared/state/workbench.ts';
import { bridge } from '../host/bridge.ts';
import { call } from '../host/call.ts';
import { openFeed } from '../host/feed.ts';
import { onNextFrame } from '../host/frame.ts';
import { publishRun } from './events.ts';

interface WorkbenchStore {
  /** Absent until the first snapshot. */
  state: WorkbenchState | undefined;
  /** Why there is no snapshot yet. */
  problem: string | undefined;
}

const useStore = create<WorkbenchStore>(() => ({ state: undefined, problem: undefined }));

/** For the shell: whether there is a state yet. */
export const useBoot = (): { isReady: boolean; problem: string | undefined } => {
  const isReady = useStore((store) => store.state !== undefined);
  const problem = useStore((store) => store.problem);
  return { isReady, problem };
};

/** Part of the workbench's state. Everything below the shell is mounted only once there is one. */
export function useWorkbench<Part>(select: (state: WorkbenchState) => Part): Part {
  return useStore((store) => select(ready(store)));
}

/** The state now, for event handlers; never call it while rendering. */
export const workbench = (): WorkbenchState => ready(useStore.getState());

function ready({ state }: WorkbenchStore): WorkbenchState {
  if (state === undefined) throw new Error('the workbench is used before its first snapshot');
  return state;
}

/** Follows the engine until the returned function is called. */
export function followEngine(): () => void {
  return openFeed({
    subscribe: (listener) => bridge().subscribe(listener),
    snapshot: () => call('state.snapshot', {}),
    schedule: onNextFrame,
    after: (delayMs, run) => void setTimeout(run, delayMs),
    onSnapshot: (snapshot) => {
      const isFirst = useStore.getState().state === undefined;
      useStore.setState({ state: snapshot, problem: undefined });
      if (!isFirst) publishRun({ events: [], hasGap: true });
    },
    onEvents: (events) => {
      useStore.setState((store) => ({ state: events.reduce(applyEvent, ready(store)) }));
      publishRun({ events, hasGap: false });
    },
    onProblem: (error) => useStore.setState({ problem: String(error) }),
  });
}
