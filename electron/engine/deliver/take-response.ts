import type { IncomingMessage } from 'node:http';
import type { DeliveryResponse } from '../../../shared/model/delivery.ts';
import { headersFromFlat } from '../../../shared/http/headers.ts';
import type { StoredBytes } from '../ports.ts';
import type { ResponseHead } from './await-response.ts';
import { createBodyCollector, describeBody, type BodyCollector, type BodyStore } from './collect-body.ts';

const defaultLimitBytes = 100 * 1024 * 1024;

export interface TakenResponse {
  response: DeliveryResponse;
  bytes: StoredBytes;
  /** The response broke off: what had come is kept. */
  error?: unknown;
}

/** Takes a response's body up to a limit; rejects only when the store can't take it. */
export async function takeResponse(
  { message, hasBody }: ResponseHead,
  {
    store,
    responseLimitBytes = defaultLimitBytes,
  }: { store: BodyStore; responseLimitBytes?: number | undefined },
  onProgress: () => void,
): Promise<TakenResponse> {
  const collector = createBodyCollector(store, responseLimitBytes);
  try {
    const end = hasBody ? await takeBody(message, collector, onProgress) : 'complete';
    const body = await collector.finish();
    const headers = headersFromFlat(message.rawHeaders);
    return {
      response: {
        status: message.statusCode ?? 0,
        statusText: message.statusMessage ?? '',
        httpVersion: message.httpVersion,
        headers,
        trailers: headersFromFlat(message.rawTrailers),
        body: describeBody(body, headers, end !== 'complete'),
      },
      bytes: body.bytes,
      ...(typeof end === 'object' ? { error: end.error } : {}),
    };
  } catch (error) {
    await collector.discard();
    throw error;
  }
}

async function takeBody(
  message: IncomingMessage,
  collector: BodyCollector,
  onProgress: () => void,
): Promise<'complete' | 'truncated' | { error: unknown }> {
  // By hand, to tell the network's errors, which are data, from those of the store.
  const chunks = message[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await chunks.next();
    } catch (error) {
      return { error };
    }
    if (next.done === true) return 'complete';
    onProgress();
    if (!(await collector.take(next.value))) return 'truncated';
  }
}
