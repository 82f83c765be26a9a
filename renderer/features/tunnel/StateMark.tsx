import { CircleX, RefreshCw } from 'lucide-react';
import type { TunnelState } from '../../../shared/model/tunnel.ts';
import { Spinner } from '../../ui/Spinner.tsx';

/** A shape for each state, so that colour is not needed to tell them apart. The word stands beside it. */
export function StateMark({ state }: { state: TunnelState }) {
  return (
    <span aria-hidden className="flex size-3.5 shrink-0 items-center justify-center">
      {state === 'stopped' && <span className="size-2 rounded-full border-[1.5px] border-faint" />}
      {state === 'starting' && <Spinner size={13} />}
      {state === 'online' && <span className="size-2 rounded-full bg-ok" />}
      {state === 'reconnecting' && <RefreshCw size={13} className="text-warn" />}
      {state === 'failed' && <CircleX size={14} className="text-err" />}
    </span>
  );
}
