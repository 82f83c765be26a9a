import { create } from 'zustand';
import type { HostKey } from '../../../shared/model/known-host.ts';
import type { TunnelError } from '../../../shared/model/tunnel.ts';

/** A server's key that is to be looked at. */
interface HostKeyQuestion {
  hostKey: HostKey;
  error: TunnelError;
}

/** The key that is shown in a dialog. */
export const useHostKeyQuestion = create<{ shown: HostKeyQuestion | undefined }>(() => ({
  shown: undefined,
}));

/** Opens the dialog on the problem of a tunnel, if that is one of its server's key. */
export function showHostKey({
  hostKey,
  error,
}: {
  hostKey?: HostKey | undefined;
  error?: TunnelError | undefined;
}): void {
  if (hostKey !== undefined && error !== undefined)
    useHostKeyQuestion.setState({ shown: { hostKey, error } });
}

export const hideHostKey = (): void => useHostKeyQuestion.setState({ shown: undefined });
