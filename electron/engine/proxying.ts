import type { ServerResponse } from 'node:http';
import { summarize, type Exchange, type Outcome } from '../../shared/model/exchange.ts';
import type { ForwardRule } from '../../shared/model/forward-rule.ts';
import type { Reply } from '../../shared/model/reply.ts';
import { explainForward } from '../../shared/rules/explain-forward.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Forwarding, ProxyFailure } from './forwarding.ts';
import type { Clock, Store, StoredBytes } from './ports.ts';
import { createReplyStream, type StreamedReply } from './respond/stream-reply.ts';

interface ProxyingDeps {
  store: Pick<Store, 'appendExchange' | 'setFindings'>;
  clock: Clock;
  forwarding: Pick<Forwarding, 'proxy'>;
  publish(event: EventBody): void;
  /** Writes a reply that is at hand, and stores that as the outcome. */
  answerWith(exchange: Exchange, reply: Reply, response: ServerResponse): void;
  setOutcome(exchange: Exchange, outcome: Outcome): void;
  onUnstorable(error: unknown, response: ServerResponse): void;
}

/** A request that is answered by the destination of a rule. */
export interface ProxiedRequest {
  /** `pending`, with its findings. */
  exchange: Exchange;
  bytes: StoredBytes;
  rule: ForwardRule;
  /** Mirrors that get it too. */
  queueFor: readonly string[];
  /** What the bin would have answered. */
  binReply: Reply;
  onStored(): void;
}

/**
 * Stores a request, sends it on, and gives its sender the destination's reply as it comes. Where there is none the sender is
 * told so, or gets the bin's own reply if the rule says that.
 */
export function createProxying(deps: ProxyingDeps) {
  const { store, clock, forwarding } = deps;

  return (request: ProxiedRequest, response: ServerResponse): void => {
    const { bytes, rule, queueFor, binReply } = request;
    const exchange: Exchange = {
      ...request.exchange,
      answered: { by: 'forward', id: rule.id, explanation: explainForward(rule) },
    };
    const stored = store.appendExchange({
      exchange,
      bytes,
      ...(queueFor.length === 0 ? {} : { queueFor }),
    });
    // Before the delivery begins, which waits for the same: whoever listens hears of the request first.
    const told = stored.then(() => {
      deps.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
      request.onStored();
    });
    const stream = createReplyStream(response, {
      // Not when the delivery has ended, which is a moment later: whoever has the reply may ask for it.
      onFinished: (streamed) => deps.setOutcome(exchange, streamedOutcome(streamed, clock.now())),
      onGone: () => run.giveUp(),
    });
    const run = forwarding.proxy({ exchange, bytes, rule, stored, sink: stream.sink });
    told.then(
      async () => {
        const failed = await run.failed;
        if (!stream.hasBegun) answerFor(failed);
      },
      (error: unknown) => deps.onUnstorable(error, response),
    );

    /** In place of the destination. */
    function answerFor(failed: ProxyFailure | undefined): void {
      const problem = failed ?? { message: 'Its answer can not be passed on.', isTimeout: false };
      const isBinReply = rule.onFailure === 'binReply';
      const explanation = `${problem.message} So ${isBinReply ? 'the bin’s own reply' : 'an error'} went out in its place.`;
      const { recognition, verification, refusal } = exchange;
      // The sentence stored with the request told what was meant to happen; an explanation is not worth a failed reply.
      void store
        .setFindings(exchange.id, {
          ...(recognition === undefined ? {} : { recognition }),
          ...(verification === undefined ? {} : { verification }),
          ...(refusal === undefined ? {} : { refusal }),
          answered: { by: 'forward', id: rule.id, explanation },
        })
        .catch(() => undefined);
      deps.answerWith(exchange, isBinReply ? binReply : gatewayReply(problem), response);
    }
  };
}

/** RFC 9110 §15.6.3 and §15.6.5. */
const gatewayReply = ({ message, isTimeout }: ProxyFailure): Reply => ({
  status: isTimeout ? 504 : 502,
  headers: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }],
  body: { text: `Hookbench has stored the request. ${message}\n` },
});

/** RFC 5842 §7.2. */
export const LOOP_REPLY: Reply = {
  status: 508,
  headers: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }],
  body: { text: 'Hookbench forwarded this request before, so it is not forwarded again.\n' },
};

export const LOOP_EXPLANATION =
  'Hookbench forwarded this request before: its destination leads back here, so it was not forwarded again.';

function streamedOutcome(streamed: StreamedReply, nowAt: number): Outcome {
  const { status, headers, body, sizeBytes, isBodyTruncated, end } = streamed;
  if (end !== 'complete') {
    return {
      state: 'failed',
      reason: 'reply_aborted',
      message:
        end === 'broken'
          ? 'The destination broke its reply off, so the sender’s was broken off too.'
          : 'The sender closed the connection before the reply was written.',
      status,
      failedAt: nowAt,
    };
  }
  return {
    state: 'responded',
    status,
    headers,
    body,
    ...(isBodyTruncated ? { bodySizeBytes: sizeBytes } : {}),
    respondedAt: nowAt,
  };
}
