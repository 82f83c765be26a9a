import type { TokenCheck } from '../../../shared/model/token.ts';

/** How far two clocks may be apart. */
const SKEW_MS = 60_000;

/** Judges the times of a JWT (RFC 7519 §4.1) at an instant. */
export function claimChecks(claims: Readonly<Record<string, unknown>>, at: number): TokenCheck[] {
  const checks: TokenCheck[] = [];
  const timeOf = (
    claim: string,
    name: TokenCheck['name'],
    judge: (time: number) => Omit<TokenCheck, 'name'>,
  ) => {
    const value = claims[claim];
    if (value === undefined) return;
    // Milliseconds where seconds belong are a mistake of their own.
    if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > 1e11) {
      const message = `${claim} is no time in seconds: ${JSON.stringify(value).slice(0, 60)}.`;
      checks.push({ name, state: 'failed', message });
    } else checks.push({ name, ...judge(value * 1000) });
  };
  timeOf('exp', 'expiry', (time) =>
    at < time
      ? { state: 'ok', message: `It holds for another ${span(time - at)}, until ${instant(time)}.` }
      : { state: 'failed', message: `It expired ${span(at - time)} ago, at ${instant(time)}.` },
  );
  timeOf('nbf', 'not_before', (time) =>
    at + SKEW_MS >= time
      ? { state: 'ok', message: `It holds since ${instant(time)}.` }
      : {
          state: 'failed',
          message: `It does not hold yet: in ${span(time - at)}, from ${instant(time)} on.`,
        },
  );
  timeOf('iat', 'issued_at', (time) =>
    at + SKEW_MS >= time
      ? { state: 'ok', message: `It was issued ${span(Math.max(0, at - time))} ago, at ${instant(time)}.` }
      : { state: 'failed', message: `It claims to be issued in the future, at ${instant(time)}.` },
  );
  return checks;
}

const instant = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
