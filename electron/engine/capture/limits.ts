/** How long and how much a sender may keep the listener busy. Times in milliseconds. */
export interface CaptureLimits {
  /** Request line and header fields together; beyond it 431. */
  headBytes: number;
  /** From the connection, or a request's first byte, to the end of its head; beyond it 408. */
  headMs: number;
  /** A connection on which nothing moves this long is cut; a body that keeps arriving may take as long as it likes. */
  idleMs: number;
  /** How long a connection waits for its next request. */
  keepAliveMs: number;
  /** How often waiting heads are looked at. */
  checkMs: number;
  connections: number;
  /** A body announced as larger than the limit has this long to send the bytes that are kept; then 413. */
  oversizeMs: number;
  /**
   * After a refusal: how long what is still being sent is read and dropped, so that the sender gets to read the answer
   * instead of a connection reset (RFC 9112 §9.6).
   */
  drainMs: number;
  /** On closing: how long replies under way may take. */
  closeMs: number;
}

export const defaultLimits: CaptureLimits = {
  headBytes: 32 * 1024,
  headMs: 10_000,
  idleMs: 30_000,
  keepAliveMs: 5_000,
  checkMs: 1_000,
  connections: 512,
  oversizeMs: 2_000,
  drainMs: 10_000,
  closeMs: 2_000,
};

/** At most so many bytes of a request that was refused are kept. */
export const REFUSED_BYTES = 4096;
