import { create } from 'zustand';
import type { RetryPolicy } from '../../../shared/model/retry-policy.ts';

/** Whose way of trying again the sends of a draft follow, and how long that may take. */
export interface RetryChoice {
  providerId: string;
  /** Absent: in real time. */
  compressToMs?: number;
}

/** By draft, until the window is closed: a retry is for this try, and no part of the request. */
const useStore = create<{ byDraft: Readonly<Record<string, RetryChoice | undefined>> }>(() => ({
  byDraft: {},
}));

export const useRetryChoice = (draftId: string): RetryChoice | undefined =>
  useStore((state) => state.byDraft[draftId]);

export const chooseRetry = (draftId: string, choice: RetryChoice | undefined): void =>
  useStore.setState(({ byDraft }) => ({ byDraft: { ...byDraft, [draftId]: choice } }));

/** As `drafts.send` takes it; for event handlers. */
export function retryPolicyOf(draftId: string): { retry?: RetryPolicy } {
  const choice = useStore.getState().byDraft[draftId];
  return choice === undefined ? {} : { retry: { kind: 'provider', ...choice } };
}
