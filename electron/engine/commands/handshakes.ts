import type { Bin } from '../../../shared/model/bin.ts';
import { summarize, type Exchange, type Findings } from '../../../shared/model/exchange.ts';
import type { Confirmation, HandshakeId } from '../../../shared/model/handshake.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { BinDirectory } from '../bin-directory.ts';
import type { Clock, Store } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface HandshakeCommandDeps {
  store: Pick<Store, 'getExchange' | 'getExchangeSummary' | 'setFindings'>;
  bins: Pick<BinDirectory, 'get'>;
  clock: Clock;
  publish(event: EventBody): void;
  /** What a bin that answers every handshake would answer this exchange. */
  wouldAnswer(bin: Bin, exchange: Exchange): Promise<{ id: HandshakeId; explanation: string } | undefined>;
  /** The URL that this exchange wants called. */
  confirmationOf(exchange: Exchange): Promise<{ id: HandshakeId; url: string; problem?: string } | undefined>;
  /** Calls it; rejects with a sentence. */
  call(url: string): Promise<{ status: number; text: string }>;
}

export function handshakeCommands(deps: HandshakeCommandDeps): HandlersOf<'handshakes'> {
  const { store, bins, clock, publish } = deps;
  const existing = async (id: string): Promise<Exchange> => {
    const exchange = await store.getExchange(id);
    if (exchange === undefined) throw new CommandError('not_found', `There is no exchange ${id}.`);
    return exchange;
  };
  const confirmationOf = async (exchange: Exchange) => {
    const asked = await deps.confirmationOf(exchange);
    if (asked === undefined) return undefined;
    const problem = asked.problem ?? objectionTo(exchange);
    return { ...asked, ...(problem === undefined ? {} : { problem }) };
  };
  const demandOf = async (exchange: Exchange) => {
    const { answered } = exchange;
    const bin = bins.get(exchange.binId);
    const found = bin === undefined ? undefined : await deps.wouldAnswer(bin, exchange);
    if (found === undefined) return undefined;
    const isAnswered = answered?.by === 'handshake';
    return { id: found.id, isAnswered, explanation: isAnswered ? answered.explanation : found.explanation };
  };

  return {
    async 'handshakes.inspect'({ exchangeId }) {
      const exchange = await existing(exchangeId);
      const [demand, confirmation] = await Promise.all([demandOf(exchange), confirmationOf(exchange)]);
      const made = exchange.confirmation;
      return {
        ...(demand === undefined ? {} : { demand }),
        ...(confirmation === undefined
          ? {}
          : { confirmation: { ...confirmation, ...(made === undefined ? {} : { made }) } }),
      };
    },

    async 'handshakes.confirm'({ exchangeId }) {
      const exchange = await existing(exchangeId);
      const asked = await confirmationOf(exchange);
      if (asked === undefined) {
        throw new CommandError(
          'bad_input',
          'This request names no URL by which a subscription is confirmed.',
        );
      }
      if (asked.problem !== undefined) throw new CommandError('bad_input', asked.problem);
      const { status, text } = await deps.call(asked.url).catch((error: unknown) => {
        throw new CommandError('unavailable', error instanceof Error ? error.message : String(error));
      });
      const confirmation: Confirmation = { url: asked.url, status, confirmedAt: clock.now() };
      // As it is by now: it may have been verified anew meanwhile.
      const latest = await existing(exchangeId);
      await store.setFindings(exchangeId, { ...findingsOf(latest), confirmation });
      const summary = await store.getExchangeSummary(exchangeId);
      publish({ type: 'exchange.updated', exchange: summary ?? summarize(latest) });
      return { ...confirmation, isConfirmed: status >= 200 && status < 300, text };
    },
  };
}

/** Why nothing is called on behalf of such a request, whatever URL it names. */
function objectionTo({ refusal, verification }: Exchange): string | undefined {
  if (refusal !== undefined) return 'The bin refused this request, so what it names is not called.';
  if (verification?.status === 'rejected') {
    return 'The signature of this request is wrong, so what it names is not called.';
  }
  return undefined;
}

function findingsOf({ recognition, verification, refusal, answered, confirmation }: Exchange): Findings {
  return { recognition, verification, refusal, answered, confirmation };
}
