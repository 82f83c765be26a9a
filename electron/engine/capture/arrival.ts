import type { ServerResponse } from 'node:http';
import type { CapturedRequest } from '../../../shared/model/exchange.ts';
import type { Outcome } from '../../../shared/model/exchange.ts';
import type { StoredBytes } from '../ports.ts';

/** A request as it came off the socket, body and all. */
export interface Arrival {
  request: CapturedRequest;
  bytes: StoredBytes;
  /** When its head was complete, epoch ms. */
  receivedAt: number;
}

/** Who takes what the capture server has read. None of these may throw. */
export interface ArrivalHandlers {
  /** A whole request: to be stored, then answered through `response`. */
  onRequest(arrival: Arrival, response: ServerResponse): void;
  /**
   * A request that never gets its bin's reply: malformed, too large, too slow, broken off. To be stored with this
   * outcome; then, stored or not, `answer` sends the outcome's status to the sender if it is still there.
   */
  onRefusal(arrival: Arrival, outcome: Outcome, answer: () => void): void;
  /** A body could not be spooled; the sender was answered 503. */
  onUnstorable(error: unknown): void;
}
