const minute = 60_000;

/** What the histogram can show; each has `BUCKETS` bars. */
export const ranges = [
  { label: 'Last 15 minutes', ms: 15 * minute },
  { label: 'Last hour', ms: 60 * minute },
  { label: 'Last day', ms: 24 * 60 * minute },
  { label: 'Last week', ms: 7 * 24 * 60 * minute },
] as const;

export const BUCKETS = 60;

/** The span on show: whole buckets, the last of which holds `now`. */
export function spanOf(rangeMs: number, now: number): { fromAt: number; toAt: number; bucketMs: number } {
  const bucketMs = rangeMs / BUCKETS;
  const toAt = (Math.floor(now / bucketMs) + 1) * bucketMs;
  return { fromAt: toAt - rangeMs, toAt, bucketMs };
}
