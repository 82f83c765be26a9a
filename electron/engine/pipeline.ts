import type { ServerResponse } from 'node:http';
import { summarize, type Exchange, type Findings, type Outcome } from '../../shared/model/exchange.ts';
import type { Bin } from '../../shared/model/bin.ts';
import type { Reply } from '../../shared/model/reply.ts';
import { routeRequest, type SlugLookup } from '../../shared/http/route.ts';
import type { Refusal } from '../../shared/model/guard.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Arrival, ArrivalHandlers } from './capture/arrival.ts';
import {
  createIntake,
  INTAKE_BODY_BYTES,
  isPlain,
  type Answer,
  type Intake,
  type IntakeSteps,
  type Manner,
} from './intake.ts';
import { outcomeOf, respondedWith, unanswered } from './outcomes.ts';
import type { ForwardRule } from '../../shared/model/forward-rule.ts';
import type { Queues } from './forward/queues.ts';
import type { Forwarding } from './forwarding.ts';
import type { Clock, Dispose, Ids, Log, NewExchange, Store } from './ports.ts';
import { createProxying, LOOP_EXPLANATION, LOOP_REPLY, type ProxiedRequest } from './proxying.ts';
import { carryOut } from './respond/carry-out.ts';
import { respond } from './respond/respond.ts';

export interface PipelineOptions {
  store: Pick<Store, 'appendExchange' | 'setOutcome' | 'setFindings' | 'getExchangeSummary' | 'readStored'>;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** The bins as they are now. */
  bins(): SlugLookup<Bin>;
  steps: IntakeSteps;
  /** Undoes a `Content-Encoding`, as far as it can be; never rejects. */
  undoCoding(encoding: string, body: Uint8Array): Promise<Uint8Array>;
  publish(event: EventBody): void;
  /** Sends requests on; none is when it is absent. */
  forwarding?: Pick<Forwarding, 'choose' | 'proxy'> & { queues: Pick<Queues, 'withRoom' | 'added'> };
  /** A request could not be stored; its sender was answered 503. */
  onRefused(error: unknown): void;
}

export interface Pipeline extends ArrivalHandlers {
  /** Ends the replies that still wait, drip or hang: before capture closes, which would wait for them. */
  endReplies(): void;
}

const UNAVAILABLE: Reply = {
  status: 503,
  headers: [
    { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
    { name: 'Retry-After', value: '5' },
  ],
  body: { text: 'The request could not be stored; try again later.\n' },
};

const NO_QUEUES: readonly string[] = [];

const REFUSAL_HEADERS = [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }];

/**
 * What happens to a request, in order: it is routed to its bin, recognized, verified, let in or refused, given an answer,
 * stored with it and with the queues of the mirrors that match, answered once the store has it on disk, and told to whoever
 * listens. Where its reply is that of a forward's destination, it is stored as `pending` and its outcome set after.
 */
export function createPipeline(options: PipelineOptions): Pipeline {
  const { store, clock, ids, log, steps, forwarding } = options;
  const proxyThenAnswer =
    forwarding === undefined
      ? undefined
      : createProxying({
          store,
          clock,
          forwarding,
          publish: options.publish,
          answerWith(exchange, reply, response) {
            answer(response, reply, (isSent) => {
              setOutcome(exchange, isSent ? respondedWith(reply, clock.now()) : unanswered(clock.now()));
            });
          },
          setOutcome,
          onUnstorable: refuse,
        });
  /** Replies that take their time. */
  const underWay = new Set<Dispose>();

  const exchangeOf = (arrival: Arrival, bin: Bin, outcome: Outcome, findings: Findings): Exchange => ({
    id: ids.next('exc'),
    binId: bin.id,
    receivedAt: arrival.receivedAt,
    request: arrival.request,
    outcome,
    ...findings,
  });

  return {
    onRequest(arrival, response) {
      const bin = routeRequest(arrival.request, options.bins());
      const { bytes } = arrival;
      if (bytes.kind === 'inline' && isPlain(bin)) {
        const intake = createIntake(arrival, bin, bytes.bytes);
        intake.findings.recognition = recognized(intake);
        proceed(intake, { reply: bin.reply }, response);
      } else {
        void inspect(arrival, bin).then(({ intake, answer }) => proceed(intake, answer, response));
      }
    },

    onRefusal(arrival, outcome, answerSender) {
      const bin = routeRequest(arrival.request, options.bins());
      const exchange = exchangeOf(arrival, bin, outcome, {});
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

    endReplies() {
      for (const end of underWay) end();
    },
  };

  /** Finds out all there is to know about a request before it is answered. Never rejects. */
  async function inspect(arrival: Arrival, bin: Bin): Promise<{ intake: Intake; answer: Answer }> {
    const body = await store.readStored(arrival.bytes, INTAKE_BODY_BYTES).catch(() => new Uint8Array());
    const { encoding } = arrival.request.body;
    const decoded = encoding === undefined ? body : await options.undoCoding(encoding, body);
    const intake = createIntake(arrival, bin, body, decoded);
    const { findings } = intake;
    try {
      findings.recognition = recognized(intake);
      findings.verification = await verified(intake);
      findings.refusal = await steps.admit(intake);
      const answer =
        findings.refusal === undefined ? await steps.answer(intake) : refusalAnswer(findings.refusal);
      findings.answered = answer.answered;
      return { intake, answer };
    } catch (error) {
      // A defect of ours must not cost the request: it is kept, and the bin's default reply goes out. Whether it is let in
      // is decided by then: a guard that stumbles refuses.
      log.error('A request could not be looked at.', error);
      return { intake, answer: { reply: bin.reply } };
    }
  }

  function recognized(intake: Intake): Findings['recognition'] {
    try {
      return steps.recognize(intake);
    } catch (error) {
      log.error('A request could not be recognized.', error);
      return undefined;
    }
  }

  /** A signature that could not be looked at is none: a guard that asks for one then lets nothing in. */
  async function verified(intake: Intake): Promise<Findings['verification']> {
    try {
      return await steps.verify(intake);
    } catch (error) {
      log.error('A signature could not be checked.', error);
      return undefined;
    }
  }

  function proceed(intake: Intake, chosen: Answer, response: ServerResponse): void {
    const { refusal, answered } = intake.findings;
    // What a guard or a handshake has settled is no business of the code behind it; a rule's answer is, but stays the answer.
    const isSettled = refusal !== undefined || (answered?.by === 'handshake' && chosen.givesWay !== true);
    const forwards = isSettled ? undefined : forwarding?.choose(intake);
    // A rule that matched and failed has spoken too: the sender gets the default reply, and the exchange says why.
    const mayProxy = answered?.id === undefined || chosen.givesWay === true;
    if (forwards?.isLoop === true) {
      intake.findings.answered = { by: 'forward', explanation: LOOP_EXPLANATION };
      storeThenAnswer(intake, forwards.proxy === undefined ? chosen : { reply: LOOP_REPLY }, response);
    } else if (forwards?.proxy !== undefined && mayProxy && proxyThenAnswer !== undefined) {
      proxyThenAnswer(proxied(intake, chosen, forwards.proxy, forwards.mirrors), response);
    } else storeThenAnswer(intake, chosen, response, queuesFor(forwards?.mirrors));
  }

  function proxied(
    { arrival, bin, findings }: Intake,
    { reply }: Answer,
    rule: ForwardRule,
    mirrors: readonly ForwardRule[],
  ): ProxiedRequest {
    const queueFor = queuesFor(mirrors);
    return {
      exchange: exchangeOf(arrival, bin, { state: 'pending' }, findings),
      bytes: arrival.bytes,
      rule,
      queueFor,
      binReply: reply,
      onStored: () => forwarding?.queues.added(queueFor),
    };
  }

  function queuesFor(mirrors: readonly ForwardRule[] | undefined): readonly string[] {
    return mirrors === undefined || mirrors.length === 0
      ? NO_QUEUES
      : (forwarding?.queues.withRoom(mirrors) ?? NO_QUEUES);
  }

  function storeThenAnswer(
    { arrival, bin, findings }: Intake,
    { reply, manner }: Answer,
    response: ServerResponse,
    queueFor: readonly string[] = NO_QUEUES,
  ): void {
    if (manner !== undefined) {
      storeThenCarryOut({ arrival, bin, findings }, reply, manner, { response, queueFor });
      return;
    }
    const exchange = exchangeOf(arrival, bin, respondedWith(reply, clock.now()), findings);
    store.appendExchange(recordOf(exchange, arrival, queueFor)).then(
      () => {
        answer(response, reply, (isSent) => {
          if (!isSent) setOutcome(exchange, unanswered(clock.now()));
        });
        options.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
        if (queueFor.length > 0) forwarding?.queues.added(queueFor);
      },
      (error: unknown) => refuse(error, response),
    );
  }

  /** As `storeThenAnswer`, with a reply that takes its time or is meant to go wrong: how it ends is known later. */
  function storeThenCarryOut(
    { arrival, bin, findings }: Pick<Intake, 'arrival' | 'bin' | 'findings'>,
    reply: Reply,
    manner: Manner,
    { response, queueFor }: { response: ServerResponse; queueFor: readonly string[] },
  ): void {
    const exchange = exchangeOf(arrival, bin, { state: 'pending' }, findings);
    store.appendExchange(recordOf(exchange, arrival, queueFor)).then(
      () => {
        options.publish({ type: 'exchange.captured', exchange: summarize(exchange) });
        if (queueFor.length > 0) forwarding?.queues.added(queueFor);
        const answering = carryOut(response, reply, manner, clock);
        underWay.add(answering.end);
        void answering.ended.then((ending) => {
          underWay.delete(answering.end);
          setOutcome(exchange, outcomeOf(ending, reply, clock.now()));
        });
      },
      (error: unknown) => refuse(error, response),
    );
  }

  function refuse(error: unknown, response: ServerResponse): void {
    options.onRefused(error);
    answer(response, UNAVAILABLE, () => undefined);
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

const refusalAnswer = ({ guardId, status, message, challenge }: Refusal): Answer => ({
  reply: {
    status,
    headers:
      challenge === undefined
        ? REFUSAL_HEADERS
        : [...REFUSAL_HEADERS, { name: 'WWW-Authenticate', value: challenge }],
    body: { text: `${message}\n` },
  },
  answered: { by: 'guard', id: guardId, explanation: message },
});

const recordOf = (exchange: Exchange, { bytes }: Arrival, queueFor: readonly string[]): NewExchange =>
  queueFor.length === 0 ? { exchange, bytes } : { exchange, bytes, queueFor };
