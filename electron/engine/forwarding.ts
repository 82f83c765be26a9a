import { CommandError } from '../../shared/ipc/envelope.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import { findHeader } from '../../shared/http/headers.ts';
import { retryAfterMs } from '../../shared/http/retry-plan.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { Attempt, Delivery } from '../../shared/model/delivery.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import { ForwardRule } from '../../shared/model/forward-rule.ts';
import type { BinDirectory } from './bin-directory.ts';
import type { Deliveries } from './deliver/deliveries.ts';
import type { DeliveryRequest, QueueTurn } from './deliver/delivery-request.ts';
import { checkForwards, type RuleProblem } from './forward/check-rules.ts';
import { createForwardChooser, type ChosenForwards } from './forward/choose-forwards.ts';
import { hasPassed } from './forward/loop-marker.ts';
import { refuseOwnPort } from './forward/own-address.ts';
import { planForward } from './forward/plan-forward.ts';
import type { Underway } from './forward/queue.ts';
import { createQueues, type Queues } from './forward/queues.ts';
import type { Intake } from './intake.ts';
import {
  type Clock,
  type Dispose,
  type Ids,
  type Log,
  type QueuedRequest,
  type Store,
  type StoredBytes,
} from './ports.ts';
import type { ReplySink } from './reply-sink.ts';
import { retryOf, type RetryProfileOf } from './retry.ts';

/** Where every captured request is passed on to, and under which name: a rule for all bins, of the command line. */
export interface ForwardOptions {
  /** The request's path, without the bin's own segment, is put behind it. */
  url: string;
  /** The `Host` the destination sees; `rewrite` takes it from `url`. As captured when absent. */
  hostHeader?: string;
}

interface ForwardingDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  log: Log;
  bins: BinDirectory;
  deliveries: Deliveries;
  retryProfileOf: RetryProfileOf;
  /** Those of our own listeners. */
  ownPorts(): number[];
  /** Where the tunnel leads here from. */
  publicUrls(): string[];
  publish(event: EventBody): void;
  /** Applies to every bin that has no proxy of its own for a request. */
  always: ForwardOptions | undefined;
}

/** One request to be passed on while its sender waits. */
export interface ProxyTask {
  exchange: Exchange;
  bytes: StoredBytes;
  rule: ForwardRule;
  /** Resolves when the request is on disk; nothing is sent before. */
  stored: Promise<void>;
  sink: ReplySink;
}

/** Why a destination's reply could not be passed on. */
export interface ProxyFailure {
  /** One sentence. */
  message: string;
  isTimeout: boolean;
}

/** All that is sent on of what bins receive. */
export interface Forwarding {
  readonly queues: Queues;
  /** What is to be done with a request that was let in. */
  choose(intake: Intake): ChosenForwards;
  /** Sends a request on, its reply to the sink. Never rejects: resolves with why there was none, as far as there was none. */
  proxy(task: ProxyTask): { failed: Promise<ProxyFailure | undefined>; giveUp(): void };
  /** Sends a stored exchange by a rule, which need not be saved. */
  sendOnce(bin: Bin, exchange: Exchange, rule: ForwardRule): ReturnType<Deliveries['start']>;
  check(rules: readonly ForwardRule[]): Promise<RuleProblem[]>;
  close(): Promise<void>;
}

const NOTHING: ChosenForwards = { mirrors: [] };

/** How long a destination may go on with a reply that no one waits for any more. */
const GONE_LIMIT_MS = 30_000;
/** The first wait for a destination that is down; each further one is twice as long, up to the longest. */
const FIRST_DOWN_MS = 500;
const LONGEST_DOWN_MS = 15_000;
/** A destination that says when it is back is believed, within reason. */
const LONGEST_ASKED_MS = 3_600_000;

export function createForwarding(deps: ForwardingDeps): Forwarding {
  const { store, clock, ids, log, bins, deliveries } = deps;
  const instanceId = ids.next('fwd').slice('fwd_'.length);
  const chooseAmong = createForwardChooser();
  const refuse = refuseOwnPort(() => deps.ownPorts());
  const always =
    deps.always === undefined
      ? undefined
      : ForwardRule.parse({ id: ids.next('fwd'), name: '--forward', mode: 'proxy', ...deps.always });

  const queues = createQueues({
    store,
    clock,
    log,
    bins,
    publish: deps.publish,
    deliver: deliverQueued,
    isPermanent: (error) => error instanceof CommandError,
  });

  function requestOf(bin: Bin, exchange: Exchange, rule: ForwardRule): DeliveryRequest {
    const { request } = exchange;
    const { timeoutMs, isCertificateChecked, maxRedirects, protocol } = rule;
    const retry = retryOf(rule.retry, deps.retryProfileOf);
    return {
      trigger: 'forward',
      exchangeId: exchange.id,
      forwardRuleId: rule.id,
      method: request.method,
      ...planForward(request, rule, { slug: bin.slug, instanceId }),
      body: { exchangeId: exchange.id },
      ...(retry === undefined ? {} : { retry }),
      send: { timeoutMs, isCertificateChecked, maxRedirects, protocol, refuse },
    };
  }

  async function deliverQueued(
    { bin, rule }: { bin: Bin; rule: ForwardRule },
    queued: QueuedRequest,
    onDown: (problem: string, nextAttemptAt: number) => void,
  ): Promise<Underway | undefined> {
    const [exchange, resumed] = await Promise.all([
      store.getExchange(queued.exchangeId),
      queued.deliveryId === undefined ? undefined : store.getDelivery(queued.deliveryId),
    ]);
    // A bin that is cleared takes what waits along.
    if (exchange === undefined) return undefined;
    const queue: QueueTurn = {
      seq: queued.seq,
      resumed,
      isDown: (attempt) => isDown(attempt, rule),
      onDown(attempt, downCount) {
        const afterMs = downDelayMs(attempt, downCount, clock.now());
        onDown(problemOf(attempt, rule), clock.now() + afterMs);
        return afterMs;
      },
    };
    const { delivery, ended } = await deliveries.start({ ...requestOf(bin, exchange, rule), queue });
    return {
      ended: ended.then(({ status }) => status !== 'pending'),
      wake: () => deliveries.wake(delivery.id),
      interrupt: () => deliveries.interrupt(delivery.id),
      cancel: () => deliveries.cancel(delivery.id),
    };
  }

  async function answerThrough(
    { exchange, bytes, rule, stored, sink }: ProxyTask,
    onStarted: (deliveryId: string) => void,
  ): Promise<ProxyFailure | undefined> {
    const bin = bins.get(exchange.binId);
    if (bin === undefined) return { message: 'Its bin is gone.', isTimeout: false };
    if (bytes.kind === 'file') await stored;
    const { delivery, ended } = await deliveries.start({
      ...requestOf(bin, exchange, rule),
      body: bytes.kind === 'file' ? { exchangeId: exchange.id } : { bytes: bytes.bytes },
      after: stored,
      sink,
    });
    onStarted(delivery.id);
    return failureOf(await ended);
  }

  return {
    queues,

    choose(intake) {
      const { bin, arrival } = intake;
      if (bin.forwards.length === 0 && always === undefined) return NOTHING;
      // What was captured in part only is never sent as if it were the whole.
      if (arrival.request.body.isTruncated) return NOTHING;
      const chosen = bin.forwards.length === 0 ? NOTHING : chooseAmong(bin.forwards, intake.facts);
      const isLoop = hasPassed(arrival.request.headers, instanceId);
      const proxy = chosen.proxy ?? always;
      return {
        ...(proxy === undefined ? {} : { proxy }),
        ...(isLoop && (proxy !== undefined || chosen.mirrors.length > 0) ? { isLoop: true as const } : {}),
        mirrors: isLoop ? [] : chosen.mirrors,
      };
    },

    proxy(task) {
      let deliveryId: string | undefined;
      let disposeTimer: Dispose | undefined;
      const failed = answerThrough(task, (id) => (deliveryId = id))
        .catch((error: unknown): ProxyFailure => {
          if (!(error instanceof CommandError)) log.error('A request could not be forwarded.', error);
          return {
            message: error instanceof CommandError ? error.message : 'It could not be forwarded.',
            isTimeout: false,
          };
        })
        .finally(() => disposeTimer?.());
      return {
        failed,
        giveUp() {
          disposeTimer ??= clock.after(GONE_LIMIT_MS, () => {
            if (deliveryId !== undefined) void deliveries.cancel(deliveryId);
          });
        },
      };
    },

    sendOnce: (bin, exchange, rule) => deliveries.start(requestOf(bin, exchange, rule)),

    check: (rules) =>
      checkForwards(rules, {
        retryProfileOf: deps.retryProfileOf,
        ownPorts: () => deps.ownPorts(),
        publicUrls: () => deps.publicUrls(),
      }),

    close: () => queues.close(),
  };
}

/** No connection, or one that broke: a request that was taken and not answered in time has been delivered, if not well. */
function isDown({ response, failure, timings }: Attempt, { queue }: ForwardRule): boolean {
  if (failure === undefined) return response !== undefined && queue.downStatuses.includes(response.status);
  if (failure.code === 'timed_out')
    return timings?.firstByteMs === undefined && timings?.downloadMs === undefined;
  if (failure.code === 'other') return timings?.sendMs === undefined;
  return failure.code !== 'cancelled' && failure.code !== 'protocol';
}

function downDelayMs({ response }: Attempt, downCount: number, nowAt: number): number {
  const ownMs = Math.min(LONGEST_DOWN_MS, FIRST_DOWN_MS * 2 ** Math.min(downCount - 1, 20));
  const askedMs =
    response === undefined ? undefined : retryAfterMs(findHeader(response.headers, 'retry-after'), nowAt);
  return Math.max(ownMs, Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

const problemOf = ({ response, failure }: Attempt, { url }: ForwardRule): string =>
  failure?.message ?? `${url.slice(0, 200)} answered ${response?.status ?? 0}.`;

function failureOf({ attempts }: Delivery): ProxyFailure | undefined {
  const { failure } = attempts.at(-1) ?? {};
  return failure === undefined
    ? undefined
    : { message: failure.message, isTimeout: failure.code === 'timed_out' };
}
