import type { LookupFunction, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { DeliveryResponse, SendFailure, Timings } from '../../../shared/model/delivery.ts';
import { addressOf } from '../../../shared/http/url.ts';
import type { Clock, StoredBytes } from '../ports.ts';
import type { BodyStore } from './collect-body.ts';
import { openConnection, type ConnectOptions } from './connect.ts';
import { describeFailure } from './failure.ts';
import { createHalt } from './halt.ts';
import { exchangeOverHttp1 } from './http1-exchange.ts';
import { exchangeOverHttp2 } from './http2-exchange.ts';
import type { MessageToSend } from './message-exchange.ts';
import { startStopwatch } from './stopwatch.ts';

export interface SendRequest extends MessageToSend {
  /**
   * How long nothing may move: no step of the connection, no byte sent, none received. Not a limit on the whole send, for a
   * large body over a slow line is fine as long as it moves.
   */
  timeoutMs: number;
  /** How long the whole may take; no limit when absent. */
  deadlineMs?: number | undefined;
  isCertificateChecked: boolean;
  /** HTTP/1.1 when absent; see `ForwardRule`. */
  protocol?: 'http1' | 'http2';
  /** See `ConnectOptions`. */
  refuse?: ConnectOptions['refuse'];
  /** Cancels the send. */
  signal?: AbortSignal;
}

export interface SendDeps {
  clock: Clock;
  /** Takes the response body. */
  store: BodyStore;
  /** More than this is not read of a response: it is then marked as truncated. 100 MiB when absent. */
  responseLimitBytes?: number | undefined;
  /** For tests; the operating system's resolver otherwise. */
  lookup?: LookupFunction | undefined;
}

/** A response, or a failure, or both where the response broke off; `bytes` is the response's body. */
export interface SendResult {
  timings: Timings;
  remoteAddress?: string;
  response?: DeliveryResponse;
  bytes?: StoredBytes;
  failure?: SendFailure;
}

/**
 * One HTTP send on a connection of its own. Redirects are not followed and content codings are not undone: the user is to
 * see what the server said. Never rejects: a failure is data.
 */
export async function send(outgoing: SendRequest, deps: SendDeps): Promise<SendResult> {
  const { url, timeoutMs, deadlineMs, isCertificateChecked, protocol, refuse } = outgoing;
  const stopwatch = startStopwatch(deps.clock);
  const halt = createHalt(deps.clock, timeoutMs, outgoing.signal, deadlineMs);
  const result: Omit<SendResult, 'timings'> = {};
  let socket: Socket | undefined;
  try {
    socket = await openConnection({
      url,
      isCertificateChecked,
      protocols: protocol === 'http2' ? ['h2', 'http/1.1'] : ['http/1.1'],
      refuse,
      halt,
      stopwatch,
      lookup: deps.lookup,
    });
    if (socket.remoteAddress !== undefined && socket.remotePort !== undefined) {
      result.remoteAddress = addressOf({ host: socket.remoteAddress, port: socket.remotePort });
    }
    const exchange = protocol === 'http2' && speaksHttp2(socket) ? exchangeOverHttp2 : exchangeOverHttp1;
    Object.assign(result, await exchange(outgoing, socket, deps, { halt, stopwatch }));
  } catch (error) {
    result.failure = describeFailure(error, { url, phase: stopwatch.phase, timeoutMs, deadlineMs });
  } finally {
    halt.dispose();
    socket?.destroy();
  }
  return { ...result, timings: stopwatch.stop() };
}

/** Over TLS the server has chosen; without TLS HTTP/2 is known to be there (RFC 9113 §3.3). */
const speaksHttp2 = (socket: Socket | TLSSocket): boolean =>
  'alpnProtocol' in socket ? socket.alpnProtocol === 'h2' : true;
