import {
  standingOf,
  type Attempt,
  type Delivery,
  type DeliveryStatus,
} from '../../../shared/model/delivery.ts';
import type { Header } from '../../../shared/model/header.ts';
import { findHeader } from '../../../shared/http/headers.ts';
import { nextStep, retryAfterMs, type NextStep } from '../../../shared/http/retry-plan.ts';
import type { DeliveryState } from '../ports.ts';
import type { DeliveryRequest } from './delivery-request.ts';

/** How a delivery stands after an attempt: pure, so that it can be told at every moment what comes next. */

/** What of an attempt, or of a response whose head has come, a policy looks at. */
interface AttemptEnd {
  response?: { status: number; headers: readonly Header[] } | undefined;
  failure?: Attempt['failure'];
}

/** What a policy says after its attempt number `attemptCount`; `undefined` when there is none, or the user gave up. */
export function stepAfter(
  { retry }: Pick<DeliveryRequest, 'retry'>,
  { response, failure }: AttemptEnd,
  attemptCount: number,
  nowAt: number,
): NextStep | undefined {
  if (retry === undefined || failure?.code === 'cancelled') return undefined;
  // A response that broke off is none.
  const answered = failure === undefined ? response : undefined;
  const askedMs =
    answered === undefined ? undefined : retryAfterMs(findHeader(answered.headers, 'retry-after'), nowAt);
  return nextStep(retry.plan, attemptCount, {
    ...(answered === undefined ? {} : { status: answered.status }),
    ...(askedMs === undefined ? {} : { retryAfterMs: askedMs }),
  });
}

/** The delivery when no further attempt will come; no step is one that was cancelled, or that has no policy. */
export function endedAfter(
  delivery: Delivery,
  step: Extract<NextStep, { kind: 'end' }> | undefined,
): Delivery {
  const { retry, ...rest } = withoutNext(delivery);
  const isCut = step === undefined && retry !== undefined;
  return {
    ...rest,
    status: isCut ? 'cancelled' : statusOf(lastOf(delivery)),
    ...(retry === undefined ? {} : { retry: { ...retry, end: step?.end ?? 'cancelled' } }),
  };
}

export function withoutNext(delivery: Delivery): Delivery {
  const rest = { ...delivery };
  delete rest.nextAttemptAt;
  return rest;
}

export const stateOf = (delivery: Delivery): DeliveryState => ({
  status: delivery.status,
  standing: standingOf(delivery),
});

export function withLast(delivery: Delivery, attempt: Attempt): Delivery {
  return { ...delivery, attempts: [...delivery.attempts.slice(0, -1), attempt] };
}

export function lastOf({ attempts }: Delivery): Attempt {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('A delivery that is sent has an attempt.');
  return last;
}

/**
 * True when the destination may have got the message, though no answer came back: then a further attempt may be its second.
 * An attempt that the end of the app cut short has no timings, and no one knows how far it had got.
 */
export function mayHaveArrived({ failure, timings }: Attempt): boolean {
  if (failure === undefined) return false;
  return timings === undefined ? failure.code === 'interrupted' : timings.sendMs !== undefined;
}

/** Cancelled counts even after a response began: what there is of it is not what the user would have got. */
function statusOf({ response, failure }: Attempt): DeliveryStatus {
  if (failure?.code === 'cancelled') return 'cancelled';
  return response === undefined ? 'failed' : 'responded';
}
