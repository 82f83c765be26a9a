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

export interface BodyIntakeEvents {
  /** The body ended as its framing said. */
  onComplete(): void;
  /** More came than the limit allows; what fits was kept. */
  onOverflow(): void;
  /** The spool failed; nothing is kept. */
  onUnstorable(error: unknown): void;
}

const EMPTY: KeptBody = {
  bytes: { kind: 'inline', bytes: new Uint8Array(0) },
  sizeBytes: 0,
  sha256: hash('sha256', ''),
};

/**
 * Reads one body: small ones stay in memory, larger ones go to a spool at the speed it can take them. A class, since one
 * is made for every request: an object with accessors of its own would get a hidden class of its own too.
 */
export class BodyIntake {
  readonly #message: IncomingMessage;
  readonly #store: Pick<Store, 'createSpool' | 'inlineLimitBytes'>;
  readonly #limitBytes: number;
  readonly #events: BodyIntakeEvents;
  #chunks: Buffer[] = [];
  #sizeBytes = 0;
  #spool: BodySpool | undefined;
  /** The last write to the spool, until it is done. */
  #writing: Promise<void> | undefined;
  #isClosed = false;

  constructor(
    message: IncomingMessage,
    store: Pick<Store, 'createSpool' | 'inlineLimitBytes'>,
    limitBytes: number,
    events: BodyIntakeEvents,
  ) {
    this.#message = message;
    this.#store = store;
    this.#limitBytes = limitBytes;
    this.#events = events;
    message.on('data', (chunk: Buffer) => this.#take(chunk));
    message.on('end', () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      events.onComplete();
    });
  }

  /** True while reading waits for the disk, not for the sender. */
  get isHeldBack(): boolean {
    return this.#writing !== undefined;
  }

  /**
   * Takes no more, drops whatever else arrives, and hands over what was kept: in this turn for a body in memory, else when
   * its file is synced. `done` is not called when the spool fails.
   */
  close(done: (kept: KeptBody) => void): void {
    // What the parser has handed over but nobody has taken yet has arrived, too.
    if (!this.#isClosed) this.#message.read();
    this.#isClosed = true;
    const spool = this.#spool;
    if (spool === undefined) {
      done(inMemory(this.#chunks));
      this.#chunks = [];
      return;
    }
    (this.#writing ?? Promise.resolve())
      .then(() => spool.finish())
      .then(
        (bytes) => done({ bytes, sizeBytes: this.#sizeBytes, sha256: bytes.sha256 }),
        (error: unknown) => this.#events.onUnstorable(error),
      );
  }

  #take(chunk: Buffer): void {
    if (this.#isClosed) return;
    const room = this.#limitBytes - this.#sizeBytes;
    if (chunk.length <= room) {
      this.#keep(chunk);
      return;
    }
    if (room > 0) this.#keep(chunk.subarray(0, room));
    this.#isClosed = true;
    this.#events.onOverflow();
  }

  #keep(chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    if (this.#spool !== undefined) {
      this.#write(this.#spool, chunk);
      return;
    }
    this.#chunks.push(chunk);
    if (this.#sizeBytes <= this.#store.inlineLimitBytes) return;
    this.#spool = this.#store.createSpool();
    const first = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#write(this.#spool, first);
  }

  #write(spool: BodySpool, chunk: Buffer): void {
    const write =
      this.#writing === undefined ? spool.write(chunk) : this.#writing.then(() => spool.write(chunk));
    this.#writing = write;
    this.#message.pause();
    write.then(
      () => {
        if (this.#writing !== write) return;
        this.#writing = undefined;
        this.#message.resume();
      },
      (error: unknown) => {
        // A body that has ended is closed, and `close` tells of the failure.
        if (this.#isClosed) return;
        this.#isClosed = true;
        this.#writing = undefined;
        this.#message.resume();
        this.#events.onUnstorable(error);
      },
    );
  }
}

function inMemory(chunks: readonly Buffer[]): KeptBody {
  const [first] = chunks;
  if (first === undefined) return EMPTY;
  const bytes = chunks.length === 1 ? first : Buffer.concat(chunks);
  return { bytes: { kind: 'inline', bytes }, sizeBytes: bytes.length, sha256: hash('sha256', bytes) };
}
