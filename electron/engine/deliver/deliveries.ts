import { summarizeDelivery, type Attempt, type Delivery } from '../../../shared/model/delivery.ts';
import { differenceOf, makeAttempts, type AttemptsDeps } from './attempts.ts';
import { encodingField } from './collect-body.ts';
import { composeMessage, markDuplicate, type OutgoingMessage } from './compose-message.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { mayHaveArrived, stateOf, withoutNext } from './standing.ts';
import { createWaker, type Waker } from './wait.ts';

export type DeliveriesDeps = AttemptsDeps;

export interface StartedDelivery {
  /** As stored, with its attempt running. */
  delivery: Delivery;
  /** Rejects with `StoreUnavailable` when the end of it could not be stored; it is published all the same. */
  ended: Promise<Delivery>;
}

export interface Deliveries {
  /**
   * Stores a delivery and begins to send it. Throws `CommandError` before anything is stored: `bad_input` for a URL, header
   * or body that can't be sent, `not_found` for an exchange that is gone.
   */
  start(request: DeliveryRequest): Promise<StartedDelivery>;
  /** Ends a running delivery and resolves when it has ended; nothing happens to one that is not running. */
  cancel(id: string): Promise<void>;
  /** Makes the next attempt of a delivery that waits for it now. */
  wake(id: string): void;
  /** Interrupts a queue's delivery: it stays pending, to be resumed. */
  interrupt(id: string): Promise<void>;
  /** Cancels what is running, interrupts what is a queue's, and waits for both. */
  close(): Promise<void>;
}

interface Running {
  controller: AbortController;
  waker: Waker;
  /** True when it is to stay pending. */
  isInterrupted: boolean;
  ended: Promise<Delivery>;
}

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { store, clock, ids, publish } = deps;
  const running = new Map<string, Running>();

  async function start(request: DeliveryRequest): Promise<StartedDelivery> {
    const resumed = request.queue?.resumed;
    const isDuplicate =
      resumed !== undefined &&
      (resumed.isPossibleDuplicate === true || resumed.attempts.some(mayHaveArrived));
    const message = await composeMessage(isDuplicate ? markDuplicate(request) : request, store, {
      at: clock.now(),
      attemptNumber: 1,
    });
    const attempt: Attempt = { id: ids.next('att'), startedAt: clock.now() };
    let begun: Delivery;
    if (resumed === undefined) {
      const delivery = describeDelivery(request, message, { id: ids.next('dlv'), createdAt: clock.now() });
      begun = { ...delivery, attempts: [attempt] };
      // In one turn, so that the store writes both at once.
      await Promise.all([
        request.after,
        store.createDelivery({ delivery, bytes: message.body.bytes, queueSeq: request.queue?.seq }),
        store.saveAttempt(delivery.id, attempt),
      ]);
      publish({ type: 'delivery.created', delivery: summarizeDelivery(begun) });
    } else {
      const again = { ...attempt, ...differenceOf(resumed, message) };
      begun = withoutNext({
        ...resumed,
        attempts: [...resumed.attempts, again],
        ...(isDuplicate ? { isPossibleDuplicate: true } : {}),
      });
      await store.saveAttempt(begun.id, again, { state: stateOf(begun) });
      publish({ type: 'delivery.updated', delivery: summarizeDelivery(begun) });
    }
    return proceed(request, begun, message);
  }

  function proceed(request: DeliveryRequest, begun: Delivery, message: OutgoingMessage): StartedDelivery {
    const run: Omit<Running, 'ended'> = {
      controller: new AbortController(),
      waker: createWaker(),
      isInterrupted: false,
    };
    const control = {
      signal: run.controller.signal,
      wake: run.waker,
      isClosing: () => run.isInterrupted,
    };
    const sending = makeAttempts({ request, delivery: begun, message }, control, deps);
    const ended = Promise.all([sending, publishExchange(request.exchangeId)])
      .then(([delivery]) => delivery)
      .finally(() => running.delete(begun.id));
    running.set(begun.id, Object.assign(run, { ended }));
    // Whoever waits is told; nobody has to.
    ended.catch(() => undefined);
    return { delivery: begun, ended };
  }

  /** The exchange's count of deliveries has changed. */
  async function publishExchange(exchangeId: string | undefined): Promise<void> {
    if (exchangeId === undefined) return;
    // A count that could not be read is right again with the next change; the delivery must not suffer.
    const exchange = await store.getExchangeSummary(exchangeId).catch(() => undefined);
    if (exchange !== undefined) publish({ type: 'exchange.updated', exchange });
  }

  async function stop(id: string, isInterrupted: boolean): Promise<void> {
    const found = running.get(id);
    if (found === undefined) return;
    found.isInterrupted = isInterrupted;
    found.controller.abort();
    await found.ended.catch(() => undefined);
  }

  return {
    start,
    cancel: (id) => stop(id, false),
    wake: (id) => running.get(id)?.waker.wake(),
    interrupt: (id) => stop(id, true),
    async close() {
      await Promise.all([...running.keys()].map((id) => stop(id, true)));
    },
  };
}

function describeDelivery(
  request: DeliveryRequest,
  { urlText, headers, trailers, body: { sizeBytes, sha256 } }: OutgoingMessage,
  identity: Pick<Delivery, 'id' | 'createdAt'>,
): Delivery {
  return {
    ...identity,
    trigger: request.trigger,
    status: 'pending',
    ...(request.exchangeId === undefined ? {} : { exchangeId: request.exchangeId }),
    ...(request.draftId === undefined ? {} : { draftId: request.draftId }),
    ...(request.forwardRuleId === undefined ? {} : { forwardRuleId: request.forwardRuleId }),
    request: {
      method: request.method,
      url: urlText,
      headers,
      trailers,
      body: { sizeBytes, sha256, ...encodingField(headers), isTruncated: false },
    },
    attempts: [],
    ...retryOf(request),
  };
}

function retryOf({ retry }: DeliveryRequest): Pick<Delivery, 'retry'> {
  if (retry === undefined) return {};
  const { policy, plan } = retry;
  return {
    retry: {
      policy,
      maxAttempts: plan.delaysMs.length + 1,
      ...(plan.afterwards === undefined ? {} : { afterwards: plan.afterwards }),
    },
  };
}
