/** Hands out the places for streams of one session. */
export interface StreamPlaces {
  /** Resolves when one more stream may be opened. */
  take(): Promise<void>;
  /** A stream was closed on both sides, as far as this side can see. */
  onClosed(): void;
  /** The client answered a ping. */
  onPong(): void;
  /** Everyone may go on: the session is over. */
  close(): void;
}

export interface StreamPlacesOptions {
  maxCount: number;
  openCount: () => number;
  /** Sends something that the client answers after it has handled everything sent before. */
  ping: () => void;
}

/**
 * The client still counts a stream for a while after this side closed it, and dies when it counts 512. So the place of a
 * closed stream is free only when a ping that was sent after the close has come back; pings are sent when places run out.
 */
export function createStreamPlaces({ maxCount, openCount, ping }: StreamPlacesOptions): StreamPlaces {
  const waiting: (() => void)[] = [];
  let closedCount = 0;
  /** Closed before the ping that is on its way. */
  let pingedCount = 0;
  let isClosed = false;

  const isFull = () => !isClosed && openCount() + closedCount >= maxCount;

  const pingIfUseful = () => {
    if (waiting.length === 0 || pingedCount > 0 || closedCount === 0) return;
    pingedCount = closedCount;
    ping();
  };

  return {
    async take() {
      while (isFull()) {
        const proceed = new Promise<void>((resolve) => waiting.push(resolve));
        pingIfUseful();
        await proceed;
      }
    },
    onClosed() {
      closedCount += 1;
      pingIfUseful();
    },
    onPong() {
      const freedCount = pingedCount;
      closedCount -= freedCount;
      pingedCount = 0;
      for (const proceed of waiting.splice(0, freedCount)) proceed();
      pingIfUseful();
    },
    close() {
      isClosed = true;
      for (const proceed of waiting.splice(0)) proceed();
    },
  };
}
