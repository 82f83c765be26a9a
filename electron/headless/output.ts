import type { Writable } from 'node:stream';

/** Lines on standard output, for a reader that may be slow or gone. */
export interface Output {
  line(text: string): void;
  /** Resolves when what was written is handed over, or its reader takes longer than a second. */
  flush(): Promise<void>;
}

export interface OutputOptions {
  /** The reader closed its end: nothing more will arrive. */
  onGone: () => void;
  /** Said in place of the lines left out while the reader did not keep up. */
  gapLine: () => string;
  limitBytes?: number;
}

const patienceMs = 1_000;

/** Past `limitBytes` of unread text (8 MiB) lines are left out, so that a reader that stalls does not fill the memory. */
export function createOutput(stream: Writable, options: OutputOptions): Output {
  const { onGone, gapLine, limitBytes = 8 * 1024 * 1024 } = options;
  let waiting = '';
  let isGone = false;
  let isBehind = false;

  stream.on('error', () => {
    if (isGone) return;
    isGone = true;
    onGone();
  });
  stream.on('drain', () => {
    if (!isBehind || isGone) return;
    isBehind = false;
    stream.write(`${gapLine()}\n`);
  });

  // One write a turn: a busy capture server reports many thousand lines a second.
  const hand = () => {
    const text = waiting;
    waiting = '';
    if (isGone || isBehind || text === '') return;
    isBehind = stream.writableLength > limitBytes;
    if (!isBehind) stream.write(text);
  };

  return {
    line(text) {
      if (isGone || isBehind) return;
      if (waiting === '') setImmediate(hand);
      waiting += `${text}\n`;
    },
    async flush() {
      hand();
      if (isGone) return;
      await new Promise<void>((resolve) => {
        setTimeout(resolve, patienceMs).unref();
        stream.write('', () => resolve());
      });
    },
  };
}
