import type { Bin } from '../../shared/model/bin.ts';
import type { Reply } from '../../shared/model/reply.ts';
import type { Delivery } from '../../shared/model/delivery.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import type { Header } from '../../shared/model/header.ts';
import type { Deliveries } from './deliver/deliveries.ts';
import { forwardUrl } from './deliver/forward.ts';
import type { Log, Store } from './ports.ts';

/** Where every captured request is passed on to, and under which name. */
export interface ForwardOptions {
  /** The request's path, without the bin's own segment, is put behind it. */
  url: string;
  /** The `Host` the destination sees; `rewrite` takes it from `url`. As captured when absent. */
  hostHeader?: string;
}

interface ForwardingDeps {
  store: Store;
  deliveries: Deliveries;
  bin(id: string): Bin | undefined;
  log: Log;
}

/** A larger answer can't be held in an outcome; the sender gets 502 and the delivery keeps it whole. */
const REPLY_LIMIT_BYTES = 16 * 1024 * 1024;

/** Sends a stored request to local code and gives back that code's reply; 502 when there is none. Never rejects. */
export function createForwarding({ url, hostHeader }: ForwardOptions, deps: ForwardingDeps) {
  const { store, deliveries, bin, log } = deps;

  return async (exchange: Exchange): Promise<Reply> => {
    const { request } = exchange;
    try {
      const { ended } = await deliveries.start({
        trigger: 'forward',
        exchangeId: exchange.id,
        method: request.method,
        url: forwardUrl(url, request.target, bin(exchange.binId)?.slug),
        headers: withHost(request.headers, hostHeader),
        trailers: request.trailers,
        body: { exchangeId: exchange.id },
        isHostRewritten: hostHeader === 'rewrite',
      });
      return await replyFrom(await ended);
    } catch (error) {
      log.error('A request could not be forwarded', error);
      return badGateway('It could not be forwarded.');
    }
  };

  async function replyFrom(delivery: Delivery): Promise<Reply> {
    const attempt = delivery.attempts.at(-1);
    const response = attempt?.response;
    if (attempt === undefined || response === undefined || attempt.failure !== undefined) {
      return badGateway(attempt?.failure?.message ?? 'It was not answered.');
    }
    if (response.body.isTruncated || response.body.sizeBytes > REPLY_LIMIT_BYTES) {
      return badGateway('The answer is too large to pass on.');
    }
    const read = await store.readBody({ kind: 'attempt', attemptId: attempt.id }, 0, REPLY_LIMIT_BYTES);
    return {
      status: response.status,
      headers: response.headers,
      body: { base64: Buffer.from(read?.bytes ?? []).toString('base64') },
    };
  }
}

function withHost(headers: readonly Header[], hostHeader: string | undefined): Header[] {
  if (hostHeader === undefined || hostHeader === 'rewrite') return [...headers];
  const isHost = ({ name }: Header) => name.toLowerCase() === 'host';
  if (!headers.some(isHost)) return [{ name: 'Host', value: hostHeader }, ...headers];
  return headers.map((header) => (isHost(header) ? { ...header, value: hostHeader } : header));
}

function badGateway(reason: string): Reply {
  return {
    status: 502,
    headers: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }],
    body: { text: `Hookbench has stored the request. ${reason}\n` },
  };
}
