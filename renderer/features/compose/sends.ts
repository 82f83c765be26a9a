import type { DeliverySummary } from '../../../shared/model/delivery.ts';

/** A list of deliveries, newest first, with one more or with newer news of one. What has ended stays ended. */
export function withDelivery(
  known: readonly DeliverySummary[],
  delivery: DeliverySummary,
): readonly DeliverySummary[] {
  const before = known.find((each) => each.id === delivery.id);
  if (before === undefined) return [delivery, ...known].toSorted((a, b) => (a.id < b.id ? 1 : -1));
  if (before.status !== 'pending' && delivery.status === 'pending') return known;
  return known.map((each) => (each.id === delivery.id ? delivery : each));
}
