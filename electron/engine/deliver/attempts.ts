import {
  standingOf,
  summarizeDelivery,
  type Attempt,
  type Delivery,
  type DeliveryStatus,
  type SendFailure,
} from '../../../shared/model/delivery.ts';
import { findHeader } from '../../../shared/http/headers.ts';
import { nextStep, retryAfterMs, type NextStep } from '../../../shared/http/retry-plan.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Clock, Ids, SettingsPort, Store, StoredBytes } from '../ports.ts';
import { composeMessage, type OutgoingMessage } from './compose-message.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { send, type SendDeps } from './send.ts';
import { wait } from './wait.ts';

export interface AttemptsDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  settings: Pick<SettingsPort, 'read'>;
  publish: (event: EventBody) => void;
  /** For tests; the operating system's resolver otherwise. */
  lookup?: SendDeps['lookup'] | undefined;
  responseLimitBytes?: number | undefined;
}

/** A delivery whose first attempt is stored and about to be made. */
export interface BegunDelivery {
  request: DeliveryRequest;
  delivery: Delivery;
  message: OutgoingMessage;
}

/**
 * Makes the attempts of a delivery, one after the other, as its policy says, until one is the last. Every end of an attempt
 * is stored together with how the delivery stands then. Rejects with `StoreUnavailable` when that could not be stored; what
 * happened is published all the same.
 */
export async function makeAttempts(
  { request, delivery: begun, message: first }: BegunDelivery,
  signal: AbortSignal,
  deps: AttemptsDeps,
): Promise<Delivery> {
  const { store, clock, ids, publish } = deps;
  let delivery = begun;
  let message: OutgoingMessage | { failure: SendFailure } = first;
  for (;;) {
    const { attempt, bytes } = await makeAttempt(lastOf(delivery), message);
    const step = stepAfter(request, attempt, delivery.attempts.length, clock.now());
    const nextAttemptAt = step?.kind === 'again' ? Math.round(clock.now() + step.afterMs) : undefined;
    delivery = standingAfter(withLast(delivery, attempt), step, nextAttemptAt);
    try {
      await store.saveAttempt(delivery.id, attempt, { bytes, state: stateOf(delivery) });
    } finally {
      publish({
        type: 'delivery.attempted',
        delivery: summarizeDelivery({ ...delivery, status: 'pending' }),
      });
      if (step?.kind !== 'again') publishEnd(delivery);
    }
    if (step?.kind !== 'again') return delivery;

    if (!(await wait(clock, step.afterMs, signal))) {
      delivery = standingAfter(delivery, undefined, undefined);
      try {
        await store.setDeliveryState(delivery.id, stateOf(delivery));
      } finally {
        publishEnd(delivery);
      }
      return delivery;
    }
    const startedAt = clock.now();
    message = await composeAgain(startedAt, delivery.attempts.length + 1);
    const next: Attempt = { id: ids.next('att'), startedAt, ...differenceOf(delivery, message) };
    delivery = withoutNext({ ...delivery, attempts: [...delivery.attempts, next] });
    await store.saveAttempt(delivery.id, next, { state: stateOf(delivery) });
    publish({ type: 'delivery.updated', delivery: summarizeDelivery(delivery) });
  }

  async function makeAttempt(
    started: Attempt,
    outgoing: OutgoingMessage | { failure: SendFailure },
  ): Promise<{ attempt: Attempt; bytes?: StoredBytes | undefined }> {
    if ('failure' in outgoing) {
      return { attempt: { ...started, endedAt: clock.now(), failure: outgoing.failure } };
    }
    const { timeoutMs, isCertificateChecked } = deps.settings.read().sending;
    const deadlineMs = request.retry?.plan.timeoutMs;
    const { url, headers, trailers, body } = outgoing;
    const { bytes, ...result } = await send(
      {
        method: request.method,
        url,
        headers,
        trailers,
        ...(body.outgoing === undefined ? {} : { body: body.outgoing }),
        timeoutMs: Math.max(timeoutMs, deadlineMs ?? 0),
        deadlineMs,
        isCertificateChecked,
        signal,
      },
      deps,
    );
    return { attempt: { ...started, endedAt: clock.now(), ...result }, bytes };
  }

  /** The same message, signed anew; one that can't be signed any more is a failed attempt, not the end of the engine. */
  async function composeAgain(
    at: number,
    attemptNumber: number,
  ): Promise<OutgoingMessage | { failure: SendFailure }> {
    if (request.sign === undefined) return first;
    try {
      return await composeMessage(request, store, { at, attemptNumber });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        failure: {
          code: 'other',
          message: `The message could not be signed again. ${reason}`,
          hint: 'Check the secret it is signed with, then send it anew.',
        },
      };
    }
  }

  function publishEnd(ended: Delivery): void {
    publish({ type: 'delivery.ended', delivery: summarizeDelivery(ended) });
  }
}

function stepAfter(
  { retry }: DeliveryRequest,
  { response, failure }: Attempt,
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

/** How a delivery stands after an attempt, or after its wait was cut short; no step is one that was cancelled, or never retried. */
function standingAfter(
  delivery: Delivery,
  step: NextStep | undefined,
  nextAttemptAt: number | undefined,
): Delivery {
  if (step?.kind === 'again') {
    return { ...delivery, status: 'pending', ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }) };
  }
  const { retry, ...rest } = withoutNext(delivery);
  const isCut = step === undefined && retry !== undefined;
  return {
    ...rest,
    status: isCut ? 'cancelled' : statusOf(lastOf(delivery)),
    ...(retry === undefined ? {} : { retry: { ...retry, end: step?.end ?? 'cancelled' } }),
  };
}

function withoutNext(delivery: Delivery): Delivery {
  const rest = { ...delivery };
  delete rest.nextAttemptAt;
  return rest;
}

/** What a signature made different from the delivery's own request. */
function differenceOf(
  { request }: Delivery,
  message: OutgoingMessage | { failure: SendFailure },
): Pick<Attempt, 'sent'> {
  if ('failure' in message) return {};
  const sent = { url: message.urlText, headers: message.headers };
  const isSame = sent.url === request.url && JSON.stringify(sent.headers) === JSON.stringify(request.headers);
  return isSame ? {} : { sent };
}

const stateOf = (delivery: Delivery) => ({ status: delivery.status, standing: standingOf(delivery) });

function withLast(delivery: Delivery, attempt: Attempt): Delivery {
  return { ...delivery, attempts: [...delivery.attempts.slice(0, -1), attempt] };
}

function lastOf({ attempts }: Delivery): Attempt {
  const last = attempts.at(-1);
  if (last === undefined) throw new Error('A delivery that is sent has an attempt.');
  return last;
}

/** Cancelled counts even after a response began: what there is of it is not what the user would have got. */
function statusOf({ response, failure }: Attempt): DeliveryStatus {
  if (failure?.code === 'cancelled') return 'cancelled';
  return response === undefined ? 'failed' : 'responded';
}
