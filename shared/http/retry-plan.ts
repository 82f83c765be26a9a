import type { RetryEnd, RetryPolicy } from '../model/retry-policy.ts';
import type { RetryProfile } from '../model/retry-profile.ts';

/** A policy worked out: every wait there will be, in real time, and the factor by which time is squeezed. */
export interface RetryPlan {
  /** One for each attempt after the first, from the end of the attempt before. */
  delaysMs: readonly number[];
  /** 1 in real time, less when compressed. */
  scale: number;
  timeoutMs?: number;
  successStatuses: { from: number; to: number };
  finalStatuses: readonly number[];
  isRetryAfterHonored: boolean;
  /** What the provider does when all attempts have failed. */
  afterwards?: string;
}

/** What one attempt came to, as far as a policy asks. `status` is absent when there was no response. */
export interface AttemptResult {
  status?: number;
  retryAfterMs?: number;
}

export type NextStep =
  | { kind: 'end'; end: Extract<RetryEnd, 'succeeded' | 'final' | 'exhausted'> }
  | { kind: 'again'; afterMs: number };

/** A server may ask for any time; beyond a day it is taken as a day. */
const LONGEST_RETRY_AFTER_MS = 24 * 3_600_000;

/** `undefined` for a policy that never tries again; a problem for a provider that has no profile. */
export function planRetry(
  policy: RetryPolicy,
  profileOf: (providerId: string) => RetryProfile | undefined,
): RetryPlan | { problem: string } | undefined {
  switch (policy.kind) {
    case 'none':
      return undefined;
    case 'fixed':
      return planned(
        policy,
        new Array<number>(policy.maxAttempts - 1).fill(policy.delayMs),
        policy.compressToMs,
      );
    case 'exponential':
      return planned(policy, exponentialDelays(policy), policy.compressToMs);
    case 'schedule':
      return planned(policy, policy.delaysMs, policy.compressToMs);
    case 'provider': {
      const profile = profileOf(policy.providerId);
      if (profile === undefined) {
        return { problem: `It is not known how ${policy.providerId} tries again; choose another policy.` };
      }
      return planned(profile, profile.delaysMs, policy.compressToMs);
    }
  }
}

function planned(
  judgement: Pick<RetryPlan, 'successStatuses' | 'finalStatuses' | 'isRetryAfterHonored'> & {
    timeoutMs?: number | undefined;
    afterwards?: string | undefined;
  },
  delaysMs: readonly number[],
  compressToMs: number | undefined,
): RetryPlan {
  const wholeMs = delaysMs.reduce((sum, delay) => sum + delay, 0);
  const scale = compressToMs === undefined || wholeMs <= compressToMs ? 1 : compressToMs / wholeMs;
  const { successStatuses, finalStatuses, isRetryAfterHonored, timeoutMs, afterwards } = judgement;
  return {
    delaysMs,
    scale,
    successStatuses,
    finalStatuses,
    isRetryAfterHonored,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(afterwards === undefined ? {} : { afterwards }),
  };
}

function exponentialDelays(policy: Extract<RetryPolicy, { kind: 'exponential' }>): number[] {
  const random = seededRandom(policy.seed);
  return Array.from({ length: policy.maxAttempts - 1 }, (_, index) => {
    const whole = Math.min(policy.maxDelayMs, policy.delayMs * policy.factor ** index);
    return Math.round(whole * (1 - policy.jitter * random()));
  });
}

/** Whether a delivery goes on after its attempt number `attemptCount`, and when. */
export function nextStep(
  plan: RetryPlan,
  attemptCount: number,
  { status, retryAfterMs }: AttemptResult,
): NextStep {
  if (isSuccess(plan, status)) return { kind: 'end', end: 'succeeded' };
  if (status !== undefined && plan.finalStatuses.includes(status)) return { kind: 'end', end: 'final' };
  const delayMs = plan.delaysMs[attemptCount - 1];
  if (delayMs === undefined) return { kind: 'end', end: 'exhausted' };
  const askedMs =
    plan.isRetryAfterHonored && retryAfterMs !== undefined
      ? Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS)
      : 0;
  return { kind: 'again', afterMs: Math.max(delayMs, askedMs) * plan.scale };
}

export const isSuccess = (
  { successStatuses }: Pick<RetryPlan, 'successStatuses'>,
  status: number | undefined,
): boolean => status !== undefined && status >= successStatuses.from && status <= successStatuses.to;

/**
 * What `Retry-After` asks for, in milliseconds from `nowAt`: a number of seconds, or a date (RFC 9110 §10.2.3). `undefined`
 * for anything else.
 */
export function retryAfterMs(value: string | undefined, nowAt: number): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowAt);
}

/** Numbers in [0, 1) that are the same for the same seed (the generator "mulberry32", public domain). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
