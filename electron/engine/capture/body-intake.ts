import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { BodySpool, Store, StoredBytes } from '../ports.ts';

/** What was kept of a body. */
export interface KeptBody {
  bytes: StoredBytes;
  sizeBytes: number;
  /** Hex. */
  sha256: string;
}

export interface BodyIntakeOptions {
  store: Pick<Store, 'createSpool' | 'inlineLimitBytes'>;
  limitBytes: number;
  /** The body ended as its framing said. */
  onComplete(): void;
  /** More came than the limit allows; what fits was kept. */
  onOverflow(): void;
  /** The spool failed; nothing is kept. */
  onUnstorable(error: unknown): void;
}

/** Reads one body: small ones stay in memory, larger ones go to a spool at the speed it can take them. */
export interface BodyIntake {
  /** Bytes kept so far. */
  readonly sizeBytes: number;
  /** True while reading waits for the disk, not for the sender. */
  readonly isHeldBack: boolean;
  /**
   * Takes no more, drops whatever else arrives, and hands over what was kept: in this turn for a body in memory, else
   * when its file is synced. Not called when the spool fails.
   */
  close(done: (kept: KeptBody) => void): void;
}

const EMPTY: KeptBody = {
  bytes: { kind: 'inline', bytes: new Uint8Array(0) },
  sizeBytes: 0,
  sha256: hash('sha256', ''),
};

export function readBody(message: IncomingMessage, options: BodyIntakeOptions): BodyIntake {
  const { store, limitBytes } = options;
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  let spool: BodySpool | undefined;
  /** The spool's writes so far; the last one says when to go on reading. */
  let writing: Promise<void> | undefined;
  let isHeldBack = false;
  let isClosed = false;

  const fail = (error: unknown) => {
    isClosed = true;
    isHeldBack = false;
    chunks = [];
    message.resume();
    options.onUnstorable(error);
  };

  const keep = (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (spool === undefined) {
      chunks.push(chunk);
      if (sizeBytes <= store.inlineLimitBytes) return;
      spool = store.createSpool();
      const first = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      chunks = [];
      hold(spool.write(first));
    } else {
      const target = spool;
      hold(writing === undefined ? target.write(chunk) : writing.then(() => target.write(chunk)));
    }
  };

  const hold = (write: Promise<void>) => {
    writing = write;
    isHeldBack = true;
    message.pause();
    write.then(
      () => {
        if (writing !== write) return;
        writing = undefined;
        isHeldBack = false;
        message.resume();
      },
      (error: unknown) => {
        if (!isClosed) fail(error);
      },
    );
  };

  message.on('data', (chunk: Buffer) => {
    if (isClosed) return;
    const room = limitBytes - sizeBytes;
    if (chunk.length <= room) {
      keep(chunk);
      return;
    }
    if (room > 0) keep(chunk.subarray(0, room));
    options.onOverflow();
  });
  message.on('end', () => {
    if (!isClosed) options.onComplete();
  });

  return {
    get sizeBytes() {
      return sizeBytes;
    },
    get isHeldBack() {
      return isHeldBack;
    },
    close(done) {
      isClosed = true;
      if (spool === undefined) {
        const [first] = chunks;
        done(first === undefined ? EMPTY : inMemory(chunks.length === 1 ? first : Buffer.concat(chunks)));
        chunks = [];
        return;
      }
      const target = spool;
      (writing ?? Promise.resolve())
        .then(() => target.finish())
        .then((bytes) => done({ bytes, sizeBytes, sha256: bytes.sha256 }), fail);
    },
  };
}

const inMemory = (bytes: Buffer): KeptBody => ({
  bytes: { kind: 'inline', bytes },
  sizeBytes: bytes.length,
  sha256: hash('sha256', bytes),
});
