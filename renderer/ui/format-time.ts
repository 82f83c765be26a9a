const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `now`, `4 s ago`, `12 m ago`, `3 h ago`, then the date. */
export function formatAge(at: number, now: number): string {
  const ageMs = Math.max(0, now - at);
  if (ageMs < second) return 'now';
  if (ageMs < minute) return `${Math.floor(ageMs / second)} s ago`;
  if (ageMs < hour) return `${Math.floor(ageMs / minute)} m ago`;
  if (ageMs < day) return `${Math.floor(ageMs / hour)} h ago`;
  return new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
}

/** `14:06:03.118` today, with the date before it on any other day; local time. */
export function formatInstant(at: number, now: number): string {
  const instant = new Date(at);
  const clock = `${instant.toLocaleTimeString('en-GB')}.${String(instant.getMilliseconds()).padStart(3, '0')}`;
  if (instant.toDateString() === new Date(now).toDateString()) return clock;
  return `${instant.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' })} ${clock}`;
}

/** `0.4 ms`, `46 ms`, `1.2 s`, `3 m 20 s`. */
export function formatDuration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < minute) return `${(ms / second).toFixed(1)} s`;
  return `${Math.floor(ms / minute)} m ${Math.round((ms % minute) / second)} s`;
}
