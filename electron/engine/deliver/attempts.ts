import {
  summarizeDelivery,
  type Attempt,
  type Delivery,
  type SendFailure,
} from '../../../shared/model/delivery.ts';
import type { NextStep } from '../../../shared/http/retry-plan.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Clock, Ids, SettingsPort, Store, StoredBytes } from '../ports.ts';
import { composeMessage, markDuplicate, type OutgoingMessage } from './compose-message.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { sendFollowing } from './follow.ts';
import type { SendDeps } from './send.ts';
import { endedAfter, lastOf, mayHaveArrived, stateOf, stepAfter, withLast, withoutNext } from './standing.ts';
import { wait, type Wake } from './wait.ts';

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

export interface AttemptsControl {
  /** Cancels the delivery. */
  signal: AbortSignal;
  /** Ends the wait for the next attempt. */
  wake: Wake;
  /** True when it is the end of the app that cancels. */
  isClosing: () => boolean;
}

/**
 * Makes the attempts of a delivery, one after the other, as its policy and its queue say, until one is the last. Every end of
 * an attempt is stored together with how the delivery stands then. Rejects with `StoreUnavailable` when that could not be
 * stored; what happened is published all the same.
 */
export async function makeAttempts(
  { request, delivery: begun, message: first }: BegunDelivery,
  { signal, wake, isClosing }: AttemptsControl,
  deps: AttemptsDeps,
): Promise<Delivery> {
  const { store, clock, ids, publish } = deps;
  const { queue } = request;
  let delivery = begun;
  let message: OutgoingMessage | { failure: SendFailure } = first;
  /** Attempts that count for the policy: not those that found the destination down. */
  let countedAttempts = begun.attempts.slice(0, -1).filter((attempt) => !isDown(attempt)).length;
  let downCount = 0;

  for (;;) {
    const { attempt, bytes } = await makeAttempt(lastOf(delivery), message);
    const isKept = queue !== undefined && attempt.failure?.code === 'cancelled' && isClosing();
    const step = isKept ? undefined : stepFrom(attempt);
    delivery = withLast(delivery, isKept ? interrupted(attempt) : attempt);
    if (step?.kind === 'again') {
      delivery = { ...delivery, nextAttemptAt: Math.round(clock.now() + step.afterMs) };
    } else if (!isKept) delivery = endedAfter(delivery, step);
    await storing(
      store.saveAttempt(delivery.id, lastOf(delivery), {
        bytes,
        state: stateOf(delivery),
        ...(delivery.status === 'pending' || queue === undefined ? {} : { dequeueSeq: queue.seq }),
      }),
      isKept ? 'kept' : step?.kind === 'again' ? 'attempted' : 'ended',
    );
    if (step?.kind !== 'again') return delivery;

    // From when the attempt ended: storing took a moment, too.
    const leftMs = Math.max(0, (delivery.nextAttemptAt ?? 0) - clock.now());
    const isOver = await wait(clock, leftMs, signal, wake);
    if (!isOver && queue !== undefined && isClosing()) return delivery;
    if (!isOver) {
      delivery = endedAfter(delivery, undefined);
      if (queue !== undefined) delivery = { ...delivery, status: 'cancelled' };
      await storing(store.setDeliveryState(delivery.id, stateOf(delivery), queue?.seq), 'given up');
      return delivery;
    }
    await beginNext();
  }

  function isDown(attempt: Attempt): boolean {
    return queue !== undefined && queue.isDown(attempt);
  }

  function stepFrom(attempt: Attempt): NextStep | undefined {
    if (queue !== undefined && attempt.failure?.code !== 'cancelled' && queue.isDown(attempt)) {
      downCount += 1;
      return { kind: 'again', afterMs: queue.onDown(attempt, downCount) };
    }
    downCount = 0;
    countedAttempts += 1;
    return stepAfter(request, attempt, countedAttempts, clock.now());
  }

  async function beginNext(): Promise<void> {
    const startedAt = clock.now();
    const isDuplicate = delivery.isPossibleDuplicate === true || mayHaveArrived(lastOf(delivery));
    message = await composeAgain(startedAt, isDuplicate && request.trigger === 'forward');
    // A destination may be down for days: two attempts are kept of that, its first and its last.
    const replaced = downCount > 1 ? lastOf(delivery) : undefined;
    const next: Attempt = {
      id: replaced?.id ?? ids.next('att'),
      startedAt,
      ...(replaced === undefined ? {} : { repeatCount: (replaced.repeatCount ?? 1) + 1 }),
      ...differenceOf(delivery, message),
    };
    const attempts = replaced === undefined ? delivery.attempts : delivery.attempts.slice(0, -1);
    delivery = withoutNext({
      ...delivery,
      attempts: [...attempts, next],
      ...(isDuplicate && request.trigger === 'forward' ? { isPossibleDuplicate: true } : {}),
    });
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
    const { maxRedirects, ...options } = request.send ?? { ...deps.settings.read().sending, maxRedirects: 0 };
    const deadlineMs = request.retry?.plan.timeoutMs;
    const { url, headers, trailers, body } = outgoing;
    const { sink } = request;
    const { bytes, ...result } = await sendFollowing(
      {
        method: request.method,
        url,
        headers,
        trailers,
        ...(body.outgoing === undefined ? {} : { body: body.outgoing }),
        ...options,
        timeoutMs: Math.max(options.timeoutMs, deadlineMs ?? 0),
        deadlineMs,
        signal,
        ...(sink === undefined
          ? {}
          : {
              onInformation: (status, fields) => sink.information(status, fields),
              // A response that will be tried again is not passed on.
              sinkFor: (head) =>
                stepAfter(request, { response: head }, countedAttempts + 1, clock.now())?.kind === 'again'
                  ? undefined
                  : sink,
            }),
      },
      maxRedirects,
      deps,
    );
    return { attempt: { ...started, endedAt: clock.now(), ...result }, bytes };
  }

  /** The same message, signed anew; one that can't be signed any more is a failed attempt, not the end of the engine. */
  async function composeAgain(
    at: number,
    isMarked: boolean,
  ): Promise<OutgoingMessage | { failure: SendFailure }> {
    if (request.sign === undefined && !isMarked) return first;
    const marked = isMarked ? markDuplicate(request) : request;
    try {
      return await composeMessage(marked, store, { at, attemptNumber: countedAttempts + 1 });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return {
        failure: {
          code: 'other',
          message: `The message could not be made again. ${reason}`,
          hint: 'Check the secret it is signed with, then send it anew.',
        },
      };
    }
  }

  /** Waits for what is being stored; what happened is told in any case. */
  async function storing(
    stored: Promise<void>,
    what: 'attempted' | 'ended' | 'given up' | 'kept',
  ): Promise<void> {
    try {
      await stored;
    } finally {
      if (what === 'attempted' || what === 'ended') {
        publish({
          type: 'delivery.attempted',
          delivery: summarizeDelivery({ ...delivery, status: 'pending' }),
        });
      }
      if (what === 'ended' || what === 'given up') {
        publish({ type: 'delivery.ended', delivery: summarizeDelivery(delivery) });
      }
    }
  }
}

/** What was under way when the app ended. */
function interrupted(attempt: Attempt): Attempt {
  if (attempt.failure?.code !== 'cancelled') return attempt;
  return {
    ...attempt,
    failure: {
      code: 'interrupted',
      message: 'Hookbench ended before this was sent completely.',
      hint: 'It is sent again when Hookbench is started.',
    },
  };
}

/** What a signature or a mark made different from the delivery's own request. */
export function differenceOf(
  { request }: Delivery,
  message: OutgoingMessage | { failure: SendFailure },
): Pick<Attempt, 'sent'> {
  if ('failure' in message) return {};
  const sent = { url: message.urlText, headers: message.headers };
  const isSame = sent.url === request.url && JSON.stringify(sent.headers) === JSON.stringify(request.headers);
  return isSame ? {} : { sent };
}
