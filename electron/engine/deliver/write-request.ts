import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A body to send: its exact size, and its bytes in chunks of any size. */
export interface OutgoingBody {
  sizeBytes: number;
  open(): AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>;
}

/** The body to be sent could not be read in full: a defect here, not one of the network. */
export class BodyUnreadable extends Error {}

/** Small enough to see a slow network move, large enough not to matter on a fast one. */
const sliceBytes = 64 * 1024;

/** What a request is written to, in either version of HTTP. */
export interface RequestWriter {
  stream: Writable;
  /** Puts the trailers behind the body that is about to end. */
  addTrailers(): void;
}

/**
 * Writes body and trailers. Resolves with true when the operating system has taken all of it, with false when the send was
 * over before.
 * The last slice is held back until the source has ended well: a damaged body never becomes a complete request.
 */
export async function writeRequest(
  { stream: request, addTrailers }: RequestWriter,
  body: OutgoingBody | undefined,
  { over, onProgress }: { over: AbortSignal; onProgress: () => void },
): Promise<boolean> {
  const wait = (event: 'drain' | 'finish') => once(request, event, { signal: over }).catch(() => undefined);
  let held: Uint8Array | undefined;
  let readBytes = 0;
  for await (const slice of body === undefined ? [] : slices(body)) {
    readBytes += slice.length;
    if (held !== undefined) {
      const isRoomLeft = request.write(held);
      if (!isRoomLeft) await wait('drain');
      // A write on a connection that its server has closed fails, and takes an unread response with it: a turn between
      // writes lets an early response be read first.
      await nextTurn();
      onProgress();
    }
    if (over.aborted) return false;
    held = slice;
  }
  if (body !== undefined && readBytes !== body.sizeBytes) {
    throw new BodyUnreadable(`The stored body has ${readBytes} bytes instead of ${body.sizeBytes}.`);
  }

  if (over.aborted) return false;
  const finished = wait('finish');
  addTrailers();
  request.end(held);
  await finished;
  onProgress();
  return !over.aborted;
}

async function* slices(body: OutgoingBody): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await body.open()) {
      for (let from = 0; from < chunk.length; from += sliceBytes)
        yield chunk.subarray(from, from + sliceBytes);
    }
  } catch (error) {
    throw new BodyUnreadable('The stored body could not be read.', { cause: error });
  }
}
