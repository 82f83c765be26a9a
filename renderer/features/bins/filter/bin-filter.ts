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
  admission: AdmissionFilter;
}

/** What the bin let in, what its guards refused, or both. */
export type AdmissionFilter = 'all' | 'accepted' | 'rejected';

const empty: BinFilter = { query: '', span: undefined, admission: 'all' };

/** What narrows the list of the bin in view. It starts empty with each bin. */
export const useBinFilter = create<BinFilter>(() => empty);

export const setQuery = (query: string): void => useBinFilter.setState({ query });
export const setSpan = (span: TimeSpan | undefined): void => useBinFilter.setState({ span });
export const clearFilter = (): void => useBinFilter.setState(empty);
export const setAdmission = (admission: AdmissionFilter): void => useBinFilter.setState({ admission });

/** As a filter of exchanges has it. */
export const refusedOnly = (admission: AdmissionFilter): { isRefused?: boolean } =>
  admission === 'all' ? {} : { isRefused: admission === 'rejected' };

export function toExchangeFilter(binId: string, { query, span, admission }: BinFilter): ExchangeFilter {
  const words = query.trim();
  return {
    binId,
    ...(words === '' ? {} : { query: words }),
    ...refusedOnly(admission),
    ...(span === undefined ? {} : { fromAt: span.fromAt }),
    ...(span?.toAt === undefined ? {} : { toAt: span.toAt }),
  };
}
