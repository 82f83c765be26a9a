import { create } from 'zustand';
import type { ExchangeFilter } from '../../../../shared/ipc/contract.ts';

export interface TimeSpan {
  fromAt: number;
  /** Exclusive; absent when the span goes on with the time. */
  toAt: number | undefined;
}

interface BinFilter {
  /** As typed. */
  query: string;
  /** Picked in the histogram. */
  span: TimeSpan | undefined;
}

/** What narrows the list of the bin in view. It starts empty with each bin. */
export const useBinFilter = create<BinFilter>(() => ({ query: '', span: undefined }));

export const setQuery = (query: string): void => useBinFilter.setState({ query });
export const setSpan = (span: TimeSpan | undefined): void => useBinFilter.setState({ span });
export const clearFilter = (): void => useBinFilter.setState({ query: '', span: undefined });

export function toExchangeFilter(binId: string, { query, span }: BinFilter): ExchangeFilter {
  const words = query.trim();
  return {
    binId,
    ...(words === '' ? {} : { query: words }),
    ...(span === undefined ? {} : { fromAt: span.fromAt }),
    ...(span?.toAt === undefined ? {} : { toAt: span.toAt }),
  };
}
