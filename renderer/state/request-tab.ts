import { create } from 'zustand';

export type RequestTabName = 'body' | 'headers' | 'query' | 'encrypt' | 'sign';

/** Which part of each draft is in front; the body at first. */
const useTabs = create<Readonly<Record<string, RequestTabName>>>(() => ({}));

export const useRequestTab = (draftId: string): RequestTabName => useTabs((tabs) => tabs[draftId] ?? 'body');

export const showRequestTab = (draftId: string, tab: RequestTabName): void =>
  useTabs.setState({ [draftId]: tab });
