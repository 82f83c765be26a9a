import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Decompress as FzstdDecompress } from 'fzstd';

/** What undoing one coding gave. */
export interface Undone {
  bytes: Uint8Array;
  end: 'complete' | 'limit' | 'truncated' | 'damaged';
}

/** Undoes one coding of the bytes, and stops at the limit. Never rejects, whatever the bytes are. */
export type Undo = (bytes: Uint8Array, limitBytes: number) => Promise<Undone>;

/** A decoder that takes bytes piece by piece. */
type StartInflater = (isLenient: boolean) => Transform;

const lenientZlib = { flush: zlib.constants.Z_SYNC_FLUSH, finishFlush: zlib.constants.Z_SYNC_FLUSH };
const lenientBrotli = {
  flush: zlib.constants.BROTLI_OPERATION_FLUSH,
  finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH,
};

export const undoers: ReadonlyMap<string, Undo> = new Map<string, Undo>([
  ['gzip', undoWith(() => (isLenient) => zlib.createGunzip(isLenient ? lenientZlib : {}))],
  [
    'deflate',
    undoWith((bytes) => {
      const create = isZlib(bytes) ? zlib.createInflate : zlib.createInflateRaw;
      return (isLenient) => create(isLenient ? lenientZlib : {});
    }),
  ],
  ['br', undoWith(() => (isLenient) => zlib.createBrotliDecompress(isLenient ? lenientBrotli : {}))],
  ['zstd', undoZstd],
]);

/** "deflate" means the zlib format (RFC 1950), but some send bare deflate (RFC 9110 §8.4.1.2). */
function isZlib([cmf = 0, flg = 0]: Uint8Array): boolean {
  return (cmf & 0x0f) === 8 && (cmf * 256 + flg) % 31 === 0;
}

function undoWith(choose: (bytes: Uint8Array) => StartInflater): Undo {
  return async (bytes, limitBytes) => {
    const start = choose(bytes);
    const strict = await run(start(false), bytes, 64 * 1024, limitBytes);
    if (strict.end === 'complete' || strict.end === 'limit') return strict;
    // Node drops what a failing step had put out; small steps, flushed one by one, lose next to nothing.
    const lenient = await run(start(true), bytes, Math.ceil(Math.max(16, bytes.length / 4096)), limitBytes);
    return { bytes: lenient.bytes, end: lenient.end === 'limit' ? 'limit' : strict.end };
  };
}

function run(inflater: Transform, bytes: Uint8Array, stepBytes: number, limitBytes: number): Promise<Undone> {
  return new Promise((resolve) => {
    const output = createOutput(limitBytes);
    const settle = (end: Undone['end']) => {
      inflater.destroy();
      resolve({ bytes: output.bytes(), end });
    };
    inflater.on('data', (chunk: Buffer) => {
      if (!output.take(chunk)) settle('limit');
    });
    inflater.on('end', () => settle('complete'));
    // zlib's own name for an end that came too early; anything else is damage.
    inflater.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'Z_BUF_ERROR' ? 'truncated' : 'damaged'),
    );
    let from = 0;
    const feed = () => {
      if (inflater.destroyed) return;
      const step = bytes.subarray(from, from + stepBytes);
      from += step.length;
      if (step.length === 0) inflater.end();
      else inflater.write(step, feed);
    };
    feed();
  });
}

/** In JavaScript, for the zlib of Node 20 has no zstd. It puts out each block at once, so a failure loses none before it. */
function undoZstd(bytes: Uint8Array, limitBytes: number): Promise<Undone> {
  const output = createOutput(limitBytes);
  const decompress = new FzstdDecompress((chunk) => {
    if (!output.take(chunk)) throw new LimitReached();
  });
  try {
    for (let from = 0; from < bytes.length; from += 1024) decompress.push(bytes.slice(from, from + 1024));
    decompress.push(new Uint8Array(), true);
    return Promise.resolve({ bytes: output.bytes(), end: 'complete' });
  } catch (error) {
    return Promise.resolve({ bytes: output.bytes(), end: zstdEnd(error) });
  }
}

class LimitReached extends Error {}

function zstdEnd(error: unknown): Undone['end'] {
  if (error instanceof LimitReached) return 'limit';
  return error instanceof Error && error.message === 'unexpected EOF' ? 'truncated' : 'damaged';
}

function createOutput(limitBytes: number) {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  return {
    /** False when there was more than the limit; all up to it is kept. */
    take(chunk: Uint8Array): boolean {
      const fitting = chunk.subarray(0, limitBytes - sizeBytes);
      chunks.push(fitting);
      sizeBytes += fitting.length;
      return fitting.length === chunk.length;
    },
    bytes: (): Uint8Array => Buffer.concat(chunks),
  };
}
