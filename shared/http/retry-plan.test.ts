import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RetryPolicy } from '../model/retry-policy.ts';
import type { RetryProfile } from '../model/retry-profile.ts';
import { nextStep, planRetry, retryAfterMs, type AttemptResult, type RetryPlan } from './retry-plan.ts';

const profile: RetryProfile = {
  delaysMs: [60_000, 600_000],
  timeoutMs: 5_000,
  successStatuses: { from: 200, to: 399 },
  isRetryAfterHonored: false,
  finalStatuses: [410, 404],
  afterwards: 'Disables the endpoint.',
  source: 'https://example.com/retries',
  readOn: '2026-11-25',
};

function plan(policy: unknown): RetryPlan {
  const planned = planRetry(RetryPolicy.parse(policy), (id) => (id === 'acme' ? profile : undefined));
  if (planned === undefined || 'problem' in planned) throw new Error('There is no plan.');
  return planned;
}

/** When each attempt would be made, if all came to this. */
function times(of: RetryPlan, result: AttemptResult = { status: 500 }): number[] {
  const at = [0];
  for (;;) {
    const step = nextStep(of, at.length, result);
    if (step.kind === 'end') return at;
    at.push((at.at(-1) ?? 0) + step.afterMs);
  }
}

describe('a plan', () => {
  it('of each kind has its waits', () => {
    expect(planRetry({ kind: 'none' }, () => undefined)).toBeUndefined();
    expect(times(plan({ kind: 'fixed', maxAttempts: 3, delayMs: 500 }))).toEqual([0, 500, 1000]);
    const growing = { kind: 'exponential', maxAttempts: 5, delayMs: 1000, maxDelayMs: 3000 };
    expect(times(plan(growing))).toEqual([0, 1000, 3000, 6000, 9000]);
    expect(times(plan({ kind: 'schedule', delaysMs: [5, 0, 7] }))).toEqual([0, 5, 5, 12]);
    expect(times(plan({ kind: 'provider', providerId: 'acme' }))).toEqual([0, 60_000, 660_000]);
    expect(plan({ kind: 'provider', providerId: 'acme' })).toMatchObject({
      timeoutMs: 5000,
      afterwards: 'Disables the endpoint.',
    });
  });

  it('of a provider without a profile is a problem', () => {
    expect(planRetry({ kind: 'provider', providerId: 'nobody' }, () => undefined)).toEqual({
      problem: 'It is not known how nobody tries again; choose another policy.',
    });
  });

  it('is squeezed into a given time, never stretched', () => {
    const hours = { kind: 'schedule', delaysMs: [3_600_000, 3_600_000, 7_200_000] };
    expect(times(plan({ ...hours, compressToMs: 60_000 }))).toEqual([0, 15_000, 30_000, 60_000]);
    expect(times(plan({ kind: 'fixed', maxAttempts: 2, delayMs: 10, compressToMs: 60_000 }))).toEqual([
      0, 10,
    ]);
  });

  it('with jitter stays within its bounds and is the same for the same seed', () => {
    const input = fc.record({
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
      maxAttempts: fc.integer({ min: 2, max: 20 }),
    });
    fc.assert(
      fc.property(input, (given) => {
        const policy = { kind: 'exponential', delayMs: 1000, factor: 3, maxDelayMs: 50_000, ...given };
        const { delaysMs } = plan(policy);
        expect(delaysMs).toHaveLength(given.maxAttempts - 1);
        expect(plan(policy).delaysMs).toEqual(delaysMs);
        delaysMs.forEach((delay, index) => {
          const whole = Math.min(50_000, 1000 * 3 ** index);
          expect(delay).toBeLessThanOrEqual(whole);
          expect(delay).toBeGreaterThanOrEqual(Math.floor(whole * (1 - given.jitter)));
        });
      }),
    );
    const jittered = { kind: 'exponential', delayMs: 1000, maxAttempts: 5, jitter: 1 };
    expect(plan({ ...jittered, seed: 1 }).delaysMs).not.toEqual(plan({ ...jittered, seed: 2 }).delaysMs);
  });
});

describe('after an attempt', () => {
  const fixed = plan({ kind: 'fixed', maxAttempts: 3, delayMs: 1000 });
  it.each<[AttemptResult, unknown]>([
    [{ status: 204 }, { kind: 'end', end: 'succeeded' }],
    [{ status: 301 }, { kind: 'again', afterMs: 1000 }],
    [{ status: 410 }, { kind: 'end', end: 'final' }],
    [{}, { kind: 'again', afterMs: 1000 }],
    [
      { status: 503, retryAfterMs: 7000 },
      { kind: 'again', afterMs: 7000 },
    ],
    [
      { status: 503, retryAfterMs: 10 },
      { kind: 'again', afterMs: 1000 },
    ],
    [
      { status: 503, retryAfterMs: 10 ** 12 },
      { kind: 'again', afterMs: 86_400_000 },
    ],
  ])('that came to %j the next step is %j', (result, step) => {
    expect(nextStep(fixed, 1, result)).toEqual(step);
  });

  it('that was the last one the delivery is exhausted', () => {
    expect(nextStep(fixed, 3, { status: 500 })).toEqual({ kind: 'end', end: 'exhausted' });
  });

  it('a provider decides what counts, and whether Retry-After does', () => {
    const acme = plan({ kind: 'provider', providerId: 'acme' });
    expect(nextStep(acme, 1, { status: 302 })).toEqual({ kind: 'end', end: 'succeeded' });
    expect(nextStep(acme, 1, { status: 404 })).toEqual({ kind: 'end', end: 'final' });
    expect(nextStep(acme, 1, { status: 503, retryAfterMs: 90_000 })).toEqual({
      kind: 'again',
      afterMs: 60_000,
    });
  });
});

describe('Retry-After', () => {
  const nowAt = Date.parse('2026-11-25T12:00:00Z');
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Wed, 25 Nov 2026 12:01:30 GMT', 90_000],
    ['Wednesday, 25-Nov-26 12:01:30 GMT', 90_000],
    ['Wed, 25 Nov 2026 11:00:00 GMT', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2026-11-25', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j asks for %j ms', (value, expected) => {
    expect(retryAfterMs(value, nowAt)).toBe(expected);
  });
});
