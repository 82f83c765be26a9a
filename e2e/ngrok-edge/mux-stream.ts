import { Duplex } from 'node:stream';
import { MuxError, streamWindowBytes } from './frame.ts';

/** What a stream needs of its connection. */
export interface MuxStreamLink {
  sendData(streamId: number, body: Uint8Array, options: { isLast: boolean }): void;
  sendWindowIncrement(streamId: number, increment: number): void;
  sendReset(streamId: number, errorCode: number): void;
  forget(streamId: number): void;
}

/** Far below the window, so that streams take turns. */
const maxDataBytes = 65_536;

/**
 * One muxado stream as a Duplex with both directions' flow control. It also carries the few no-op socket methods that
 * Node's HTTP client calls on what it takes for a socket.
 */
export class MuxStream extends Duplex {
  readonly id: number;
  #link: MuxStreamLink;
  #sendWindow = streamWindowBytes;
  #unacknowledgedBytes = 0;
  #waitingWrite: { bytes: Uint8Array; done: (error?: Error | null) => void } | undefined;
  #hasSentFin = false;
  #hasReceivedFin = false;
  #isGone = false;

  constructor(id: number, link: MuxStreamLink) {
    super({ allowHalfOpen: true, readableHighWaterMark: streamWindowBytes });
    this.id = id;
    this.#link = link;
    // When a connection ends all its streams fail at once; whoever cares listens as well.
    this.on('error', () => undefined);
  }

  /** The peer sent DATA. Returns false when it sent more than its window allows. */
  receive(body: Buffer, isLast: boolean): boolean {
    this.#unacknowledgedBytes += body.length;
    if (this.#unacknowledgedBytes > streamWindowBytes) return false;
    if (body.length > 0 && !this.destroyed && this.push(body)) this.#acknowledge();
    if (isLast && !this.#hasReceivedFin) {
      this.#hasReceivedFin = true;
      this.push(null);
      this.#forgetWhenDone();
    }
    return true;
  }

  /** Bytes that were sent in the stream's first frame count against its window too. */
  claim(sentBytes: number): void {
    this.#sendWindow -= sentBytes;
  }

  /** The peer reads: more may be sent. */
  grow(increment: number): void {
    this.#sendWindow = Math.min(this.#sendWindow + increment, streamWindowBytes);
    this.#flush();
  }

  /** The peer gave the stream up, or the connection ended: nothing more may be sent on it. */
  abandon(reason: Error): void {
    this.#isGone = true;
    this.destroy(reason);
  }

  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    this.#acknowledge();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#waitingWrite = { bytes: chunk, done };
    this.#flush();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#sendFin();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#isGone && !(this.#hasSentFin && this.#hasReceivedFin)) {
      // A reset alone is not passed on to the local application by the client; a FIN is.
      this.#sendFin();
      this.#link.sendReset(this.id, MuxError.streamCancelled);
    }
    this.#isGone = true;
    this.#link.forget(this.id);
    const waiting = this.#waitingWrite;
    this.#waitingWrite = undefined;
    waiting?.done(error ?? new Error('the stream was closed'));
    done(error);
  }

  #acknowledge(): void {
    if (this.#unacknowledgedBytes === 0 || this.#isGone) return;
    const increment = this.#unacknowledgedBytes;
    this.#unacknowledgedBytes = 0;
    this.#link.sendWindowIncrement(this.id, increment);
  }

  #flush(): void {
    const waiting = this.#waitingWrite;
    if (waiting === undefined || this.#isGone) return;
    while (waiting.bytes.length > 0 && this.#sendWindow > 0) {
      const length = Math.min(waiting.bytes.length, this.#sendWindow, maxDataBytes);
      this.#link.sendData(this.id, waiting.bytes.subarray(0, length), { isLast: false });
      waiting.bytes = waiting.bytes.subarray(length);
      this.#sendWindow -= length;
    }
    if (waiting.bytes.length > 0) return;
    this.#waitingWrite = undefined;
    waiting.done();
  }

  #sendFin(): void {
    if (this.#hasSentFin || this.#isGone) return;
    this.#hasSentFin = true;
    this.#link.sendData(this.id, Buffer.alloc(0), { isLast: true });
    this.#forgetWhenDone();
  }

  #forgetWhenDone(): void {
    if (this.#hasSentFin && this.#hasReceivedFin) this.#link.forget(this.id);
  }
}
