import type { RetryProfile } from '../../../shared/model/retry-profile.ts';

const UNITS: readonly [ms: number, name: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** `3 days`, `4 hours`, `75 hours`: in the largest unit of which there are two, or one exactly. */
export function spanInWords(ms: number): string {
  for (const [unit, name] of UNITS) {
    const count = ms / unit;
    if (count >= 2 || (Number.isInteger(count) && count === 1)) {
      const rounded = Math.round(count * 10) / 10;
      return `${rounded} ${name}${rounded === 1 ? '' : 's'}`;
    }
  }
  return `${Math.round(ms / 100) / 10} seconds`;
}

/** How a provider tries again, in sentences; `compressToMs` is what all its waiting is squeezed into. */
export function profileInWords(
  {
    delaysMs,
    successStatuses,
    finalStatuses,
    isRetryAfterHonored,
    timeoutMs,
    afterwards,
    note,
  }: RetryProfile,
  compressToMs: number | undefined,
): string[] {
  const totalMs = delaysMs.reduce((sum, delay) => sum + delay, 0);
  const isSqueezed = compressToMs !== undefined && compressToMs < totalMs;
  const attempts =
    delaysMs.length === 0
      ? 'One attempt, and none after it.'
      : `Up to ${delaysMs.length + 1} attempts${totalMs === 0 ? ' at once' : ` over ${spanInWords(totalMs)}`}${
          isSqueezed ? `, squeezed into ${spanInWords(compressToMs)}` : ''
        }.`;
  const { from, to } = successStatuses;
  const judged = `No answer${timeoutMs === undefined ? '' : ` within ${spanInWords(timeoutMs)}`}, or one outside of ${from}-${to}, is a failure${
    finalStatuses.length === 0 ? '' : `; ${finalStatuses.join(', ')} ends it at once`
  }${isRetryAfterHonored ? '; Retry-After is honoured' : ''}.`;
  return [
    attempts,
    judged,
    ...(afterwards === undefined ? [] : [afterwards]),
    ...(note === undefined ? [] : [note]),
  ];
}
