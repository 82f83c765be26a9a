import { useEffect } from 'react';
import { create } from 'zustand';
import type { ProviderInfo } from '../../shared/model/provider.ts';
import { call } from '../host/call.ts';

interface Providers {
  /** Empty until they were read: the window shows ids until then. */
  list: readonly ProviderInfo[];
  byId: ReadonlyMap<string, ProviderInfo>;
}

/** The providers that the engine knows. They never change while it runs, so they are read once. */
const useStore = create<Providers>(() => ({ list: [], byId: new Map() }));

let reading: Promise<void> | undefined;

function readOnce(): void {
  reading ??= call('providers.list', {}).then(
    ({ providers }) =>
      useStore.setState({ list: providers, byId: new Map(providers.map((each) => [each.id, each])) }),
    () => {
      // Read again when someone next asks.
      reading = undefined;
    },
  );
}

export function useProviders(): readonly ProviderInfo[] {
  useEffect(readOnce, []);
  return useStore((state) => state.list);
}

export function useProvider(id: string | undefined): ProviderInfo | undefined {
  useEffect(readOnce, []);
  return useStore((state) => (id === undefined ? undefined : state.byId.get(id)));
}

/** For event handlers and words; never call it while rendering. */
export const providerName = (id: string): string => useStore.getState().byId.get(id)?.name ?? id;
