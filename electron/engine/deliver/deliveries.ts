import { summarizeDelivery, type Attempt, type Delivery } from '../../../shared/model/delivery.ts';
import { makeAttempts, type AttemptsDeps } from './attempts.ts';
import { encodingField } from './collect-body.ts';
import { composeMessage, type OutgoingMessage } from './compose-message.ts';
import type { DeliveryRequest } from './delivery-request.ts';

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
  /** Cancels what is running and waits for it. */
  close(): Promise<void>;
}

interface Running {
  controller: AbortController;
  ended: Promise<Delivery>;
}

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { store, clock, ids, publish } = deps;
  const running = new Map<string, Running>();

  async function start(request: DeliveryRequest): Promise<StartedDelivery> {
    const message = await composeMessage(request, store, { at: clock.now(), attemptNumber: 1 });
    const delivery = describeDelivery(request, message, { id: ids.next('dlv'), createdAt: clock.now() });
    const attempt: Attempt = { id: ids.next('att'), startedAt: clock.now() };
    const begun = { ...delivery, attempts: [attempt] };
    // In one turn, so that the store writes both at once.
    await Promise.all([
      store.createDelivery({ delivery, bytes: message.body.bytes }),
      store.saveAttempt(delivery.id, attempt),
    ]);
    publish({ type: 'delivery.created', delivery: summarizeDelivery(begun) });

    const controller = new AbortController();
    const sending = makeAttempts({ request, delivery: begun, message }, controller.signal, deps);
    const ended = Promise.all([sending, publishExchange(request.exchangeId)])
      .then(([delivery]) => delivery)
      .finally(() => running.delete(delivery.id));
    running.set(delivery.id, { controller, ended });
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

  async function cancel(id: string): Promise<void> {
    const found = running.get(id);
    found?.controller.abort();
    await found?.ended.catch(() => undefined);
  }

  return {
    start,
    cancel,
    async close() {
      await Promise.all([...running.keys()].map(cancel));
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
