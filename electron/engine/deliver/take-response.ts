import type { DeliveryResponse } from '../../../shared/model/delivery.ts';
import type { StoredBytes } from '../ports.ts';
import type { ReplySink } from '../reply-sink.ts';
import type { ArrivingResponse } from './await-response.ts';
import { createBodyCollector, describeBody, type BodyCollector, type BodyStore } from './collect-body.ts';

const defaultLimitBytes = 100 * 1024 * 1024;

export interface TakenResponse {
  response: DeliveryResponse;
  bytes: StoredBytes;
  /** The response broke off: what had come is kept. */
  error?: unknown;
}

export interface TakeDeps {
  store: BodyStore;
  responseLimitBytes?: number | undefined;
  /** Gets all of the response as it comes, also what is beyond the limit. */
  sink?: ReplySink | undefined;
}

/** Takes a response's body up to a limit; rejects only when the store can't take it. */
export async function takeResponse(
  arriving: ArrivingResponse,
  { store, responseLimitBytes = defaultLimitBytes, sink }: TakeDeps,
  onProgress: () => void,
): Promise<TakenResponse> {
  const collector = createBodyCollector(store, responseLimitBytes);
  sink?.begin(arriving);
  try {
    const end =
      arriving.body === undefined
        ? 'complete'
        : await takeBody(arriving.body, collector, { onProgress, sink });
    if (typeof end === 'object') sink?.abort();
    else sink?.end(arriving.trailers());
    const body = await collector.finish();
    const { status, statusText, httpVersion, headers } = arriving;
    return {
      response: {
        status,
        statusText,
        httpVersion,
        headers: [...headers],
        trailers: arriving.trailers(),
        body: describeBody(body, headers, end !== 'complete'),
      },
      bytes: body.bytes,
      ...(typeof end === 'object' ? { error: end.error } : {}),
    };
  } catch (error) {
    sink?.abort();
    await collector.discard();
    throw error;
  }
}

async function takeBody(
  body: AsyncIterable<Uint8Array>,
  collector: BodyCollector,
  { onProgress, sink }: { onProgress: () => void; sink: ReplySink | undefined },
): Promise<'complete' | 'truncated' | { error: unknown }> {
  // By hand, to tell the network's errors, which are data, from those of the store.
  const chunks = body[Symbol.asyncIterator]();
  let isTruncated = false;
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await chunks.next();
    } catch (error) {
      return { error };
    }
    if (next.done === true) return isTruncated ? 'truncated' : 'complete';
    onProgress();
    const [isTaken] = await Promise.all([
      isTruncated ? false : collector.take(next.value),
      sink?.write(next.value),
    ]);
    onProgress();
    if (isTaken) continue;
    isTruncated = true;
    if (sink === undefined) return 'truncated';
  }
}
