import {
  summarizeDelivery,
  type Attempt,
  type Delivery,
  type DeliveryStatus,
} from '../../../shared/model/delivery.ts';
import { findHeaderProblem, frameMessage } from '../../../shared/http/framing.ts';
import { authorityOf, splitUrl, type SplitUrl } from '../../../shared/http/url.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Clock, Ids, SettingsPort, Store } from '../ports.ts';
import { encodingField } from './collect-body.ts';
import type { DeliveryRequest } from './delivery-request.ts';
import { prepareBody, type PreparedBody } from './outgoing-body.ts';
import { send, type SendDeps, type SendResult } from './send.ts';

export interface DeliveriesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  settings: Pick<SettingsPort, 'read'>;
  publish: (event: EventBody) => void;
  /** For tests; the operating system's resolver otherwise. */
  lookup?: SendDeps['lookup'] | undefined;
  responseLimitBytes?: number | undefined;
}

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
  get(id: string): Promise<Delivery | undefined>;
  /** Cancels what is running and waits for it. */
  close(): Promise<void>;
}

interface Running {
  delivery: Delivery;
  controller: AbortController;
  ended: Promise<Delivery>;
}

export function createDeliveries(deps: DeliveriesDeps): Deliveries {
  const { store, clock, ids, publish } = deps;
  const running = new Map<string, Running>();

  async function start(request: DeliveryRequest): Promise<StartedDelivery> {
    const url = checkedUrl(request);
    const body = await prepareBody(request.body, store);
    const delivery = describeDelivery(request, url, body, { id: ids.next('dlv'), createdAt: clock.now() });
    const attempt: Attempt = { id: ids.next('att'), startedAt: clock.now() };
    const begun = { ...delivery, attempts: [attempt] };
    // In one turn, so that the store writes both at once.
    await Promise.all([
      store.createDelivery({ delivery, bytes: body.bytes }),
      store.saveAttempt(delivery.id, attempt),
    ]);
    publish({ type: 'delivery.created', delivery: summarizeDelivery(begun) });

    const controller = new AbortController();
    const sending = run(begun, attempt, { url, body, signal: controller.signal });
    const ended = Promise.all([sending, publishExchange(request.exchangeId)])
      .then(([delivery]) => delivery)
      .finally(() => running.delete(delivery.id));
    running.set(delivery.id, { delivery: begun, controller, ended });
    // Whoever waits is told; nobody has to.
    ended.catch(() => undefined);
    return { delivery: begun, ended };
  }

  async function run(
    delivery: Delivery,
    begun: Attempt,
    { url, body, signal }: { url: SplitUrl; body: PreparedBody; signal: AbortSignal },
  ): Promise<Delivery> {
    const { method, headers, trailers } = delivery.request;
    const { bytes, ...result } = await send(
      {
        method,
        url,
        headers,
        trailers,
        ...(body.outgoing === undefined ? {} : { body: body.outgoing }),
        ...deps.settings.read().sending,
        signal,
      },
      deps,
    );
    const attempt: Attempt = { ...begun, endedAt: clock.now(), ...result };
    const status = statusOf(result);
    const ended: Delivery = { ...delivery, status, attempts: [attempt] };
    const storing = Promise.all([
      store.saveAttempt(delivery.id, attempt, bytes),
      store.setDeliveryStatus(delivery.id, status),
    ]);
    try {
      await storing;
    } finally {
      publish({
        type: 'delivery.attempted',
        delivery: summarizeDelivery({ ...ended, status: delivery.status }),
      });
      publish({ type: 'delivery.ended', delivery: summarizeDelivery(ended) });
    }
    return ended;
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
    get: async (id) => running.get(id)?.delivery ?? store.getDelivery(id),
    async close() {
      await Promise.all([...running.keys()].map(cancel));
    },
  };
}

function checkedUrl({ url, headers, trailers }: DeliveryRequest): SplitUrl {
  const split = splitUrl(url);
  if ('problem' in split) throw badInput('url', split.problem);
  const problem = findHeaderProblem([...headers, ...trailers]);
  if (problem !== undefined) throw badInput('headers', problem);
  return split;
}

const badInput = (path: string, message: string) =>
  new CommandError('bad_input', message, [{ path, message }]);

function describeDelivery(
  request: DeliveryRequest,
  url: SplitUrl,
  { sizeBytes, sha256 }: PreparedBody,
  identity: Pick<Delivery, 'id' | 'createdAt'>,
): Delivery {
  const { headers, trailers } = frameMessage({
    ...request,
    bodyBytes: sizeBytes,
    authority: authorityOf(url),
  });
  return {
    ...identity,
    trigger: request.trigger,
    status: 'pending',
    ...(request.exchangeId === undefined ? {} : { exchangeId: request.exchangeId }),
    ...(request.draftId === undefined ? {} : { draftId: request.draftId }),
    request: {
      method: request.method,
      url: request.url,
      headers,
      trailers,
      body: { sizeBytes, sha256, ...encodingField(headers), isTruncated: false },
    },
    attempts: [],
  };
}

/** Cancelled counts even after a response began: what there is of it is not what the user would have got. */
function statusOf({ response, failure }: Omit<SendResult, 'bytes'>): DeliveryStatus {
  if (failure?.code === 'cancelled') return 'cancelled';
  return response === undefined ? 'failed' : 'responded';
}
