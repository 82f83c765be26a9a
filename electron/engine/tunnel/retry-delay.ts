const eagerForMs = 10_000;
const eagerDelayMs = 250;
const maxDelayMs = 15_000;

/**
 * How long to wait before the next try: 250 ms while the trouble is younger than 10 seconds, then an eighth of its age
 * with jitter of ±25 %, at most 15 seconds. It never gives up.
 */
export function retryDelayMs(troubleAgeMs: number, random: number): number {
  if (troubleAgeMs < eagerForMs) return eagerDelayMs;
  return Math.min(maxDelayMs, Math.round((troubleAgeMs / 8) * (0.75 + random / 2)));
}
