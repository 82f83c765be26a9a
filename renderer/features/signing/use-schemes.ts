import { useEffect } from 'react';
import { create } from 'zustand';
import type { SchemeInfo } from '../../../shared/ipc/commands/signatures.ts';
import { call } from '../../host/call.ts';

/** The schemes that the engine knows. They never change while it runs, so they are read once. */
const useStore = create<{ schemes: readonly SchemeInfo[] }>(() => ({ schemes: [] }));

let reading: Promise<void> | undefined;

function readOnce(): void {
  reading ??= call('signatures.schemes', {}).then(
    ({ schemes }) => useStore.setState({ schemes }),
    () => {
      reading = undefined;
    },
  );
}

export function useSchemes(): readonly SchemeInfo[] {
  useEffect(readOnce, []);
  return useStore((state) => state.schemes);
}
