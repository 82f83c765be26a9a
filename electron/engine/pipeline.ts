import type { ServerResponse } from 'node:http';
import { summarize, type Exchange, type Outcome } from '../../shared/model/exchange.ts';
import type { Bin, Reply } from '../../shared/model/bin.ts';
import { routeRequest, type SlugLookup } from '../../shared/http/route.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Arrival, ArrivalHandlers } from './capture/arrival.ts';
import type { Clock, Ids, Log, Store } from './ports.ts';
import { respond } from './respond/respond.ts';

type RoutedBin = Pick<Bin, 'id' | 'reply'>;

export interface PipelineOptions {
  store: Pick<Store, 'appendExchange' | 'setOutcome' | 'getExchangeSummary'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The bins as they are now. */
  bins(): SlugLookup<RoutedBin>;
  publish(event: EventBody): void;
  /** Asked for the reply to a stored request, in place of its bin's own; never rejects. */
  forward?: (exchange: Exchange) => Promise<Reply>;
  /** A request could not be stored; its sender was answered 503. */
  onRefused(error: unknown): void;
}

const UNAVAILABLE: Reply = {
  status: 503,
  headers: [
    { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
    { name: 'Retry-After', value: '5' },
  ],
  body: { text: 'The request could not be stored; try again later.\n' },
};

/**
 * What happens to a request, in order: it is routed to its bin, stored with the reply it gets, answered once the store has
 * it on disk, and told to whoever listens. Where its reply is not known yet (a forward), it is stored as `pending` and its
 * outcome set after.
 */
export function createPipeline(options: PipelineOptions): ArrivalHandlers {
  const { store, clock, ids, log } = options;

  const exchangeOf = (arrival: Arrival, bin: RoutedBin, outcome: Outcome): Exchange => ({
    id: ids.next('exc'),
    binId: bin.id,
    receivedAt: arrival.receivedAt,
    request: arrival.request,
    outcome,
  });

  return {
    onRequest(arrival, response) {
      const bin = routeRequest(arrival.request, options.bins());
      const { reply } = bin;
      if (options.forward !== undefined) {
        onForwarded(arrival, response, bin, options.forward);
        return;
      }
      const exchange = exchangeOf(arrival, bin, respondedWith(reply, clock.now()));
      store.appendExchange({ exchange, bytes: arrival.bytes }).then(
        () => {
          answer(response, reply, (isSent) => {
            if (!isSent) markUnanswered(exchange);
          });
          options.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
        },
        (error: unknown) => {
          options.onRefused(error);
          answer(response, UNAVAILABLE, () => undefined);
        },
      );
    },

    onRefusal(arrival, outcome, answerSender) {
      const bin = routeRequest(arrival.request, options.bins());
      const exchange = exchangeOf(arrival, bin, outcome);
      store.appendExchange({ exchange, bytes: arrival.bytes }).then(
        () => {
          answerSender();
          options.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
        },
        (error: unknown) => {
          options.onRefused(error);
          answerSender();
        },
      );
    },

    onUnstorable: (error) => options.onRefused(error),
  };

  /** As `onRequest`, with a reply that has to be fetched first. */
  function onForwarded(
    arrival: Arrival,
    response: ServerResponse,
    bin: RoutedBin,
    forward: (exchange: Exchange) => Promise<Reply>,
  ): void {
    const exchange = exchangeOf(arrival, bin, { state: 'pending' });
    store.appendExchange({ exchange, bytes: arrival.bytes }).then(
      async () => {
        options.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
        const reply = await forward(exchange);
        answer(response, reply, (isSent) => {
          setOutcome(exchange, isSent ? respondedWith(reply, clock.now()) : unanswered());
        });
      },
      (error: unknown) => {
        options.onRefused(error);
        answer(response, UNAVAILABLE, () => undefined);
      },
    );
  }

  /** The sender of a stored request went away before its reply was written. */
  function markUnanswered(exchange: Exchange): void {
    setOutcome(exchange, unanswered());
  }

  function unanswered(): Outcome {
    return {
      state: 'failed',
      reason: 'reply_aborted',
      message: 'The sender closed the connection before the reply was written.',
      failedAt: clock.now(),
    };
  }

  function setOutcome(exchange: Exchange, outcome: Outcome): void {
    store
      .setOutcome(exchange.id, outcome)
      .then(() => store.getExchangeSummary(exchange.id))
      .then(
        (summary) => {
          if (summary !== undefined) options.publish({ type: 'exchange.updated', exchange: summary });
        },
        (error: unknown) => log.error('An outcome could not be stored.', error),
      );
  }

  /** A reply that can't be written is a defect of ours; it must not end the process that captures. */
  function answer(response: ServerResponse, reply: Reply, onEnd: (isSent: boolean) => void): void {
    try {
      respond(response, reply, onEnd);
    } catch (error) {
      log.error('A reply could not be written.', error);
      response.destroy();
    }
  }
}

function respondedWith({ status, headers, body }: Reply, respondedAt: number): Outcome {
  return { state: 'responded', status, headers, body, respondedAt };
}
