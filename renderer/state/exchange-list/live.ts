import type { ExchangeFilter } from '../../../shared/ipc/contract.ts';
import type { HookbenchEvent } from '../../../shared/ipc/events.ts';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';

/** What a run of events means for a list with this filter. */
export interface LiveChange {
  /** Oldest first. With a free-text query it is not known whether they match: then `mayHaveMore` is set instead. */
  arrivals: ExchangeSummary[];
  mayHaveMore: boolean;
  updates: Map<string, ExchangeSummary>;
  /** Rows went or came back: read again from the start. */
  isOutdated: boolean;
}

export function liveChange(filter: ExchangeFilter, events: readonly HookbenchEvent[]): LiveChange {
  const change: LiveChange = { arrivals: [], mayHaveMore: false, updates: new Map(), isOutdated: false };
  const isMine = (binId: string) => filter.binId === undefined || filter.binId === binId;
  for (const event of events) {
    switch (event.type) {
      case 'exchange.captured':
        if (!isMine(event.exchange.binId) || !isInTime(filter, event.exchange.receivedAt)) break;
        if (filter.isRefused !== undefined && filter.isRefused !== event.exchange.isRefused) break;
        if (filter.query === undefined) change.arrivals.push(event.exchange);
        else change.mayHaveMore = true;
        break;
      case 'exchange.updated':
        change.updates.set(event.exchange.id, event.exchange);
        break;
      case 'bin.cleared':
      case 'bin.restored':
        if (isMine(event.bin.id)) change.isOutdated = true;
        break;
      case 'bin.deleted':
        if (isMine(event.binId)) change.isOutdated = true;
        break;
      default:
        break;
    }
  }
  // An arrival and its outcome often come in one run.
  change.arrivals = change.arrivals.map((arrival) => change.updates.get(arrival.id) ?? arrival);
  return change;
}

function isInTime({ fromAt, toAt }: ExchangeFilter, at: number): boolean {
  return (fromAt === undefined || at >= fromAt) && (toAt === undefined || at < toAt);
}
