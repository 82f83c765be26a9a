import type { Duplex } from 'node:stream';
import type { Clock } from '../ports.ts';
import { readOpening, type Opening } from './method.ts';

export interface OpeningHandlers {
  /** The stream is paused, its bytes are in it again. */
  onOpening(opening: Opening, bytes: Buffer): void;
  /** It ended, broke or took too long before that; `bytes` is what came. */
  onGone(why: 'ended' | 'timed_out', bytes: Buffer): void;
}

/**
 * Waits until the first bytes of a stream show what kind of request begins there, then hands them over. Looking here is
 * what lets a refused first request be shown with its beginning: the parser keeps only the packet it failed in.
 */
export function awaitOpening(
  stream: Duplex,
  clock: Clock,
  withinMs: number,
  handlers: OpeningHandlers,
): void {
  let bytes: Buffer | undefined;
  const stop = () => {
    stopClock();
    stream.off('data', onData);
    stream.off('end', onEnd);
    stream.off('close', onEnd);
  };
  const onData = (chunk: Buffer) => {
    bytes = bytes === undefined ? chunk : Buffer.concat([bytes, chunk]);
    const opening = readOpening(bytes);
    if (opening.kind === 'incomplete') return;
    stop();
    stream.pause();
    handlers.onOpening(opening, bytes);
  };
  const onEnd = () => {
    stop();
    handlers.onGone('ended', bytes ?? Buffer.alloc(0));
  };
  const stopClock = clock.after(withinMs, () => {
    stop();
    handlers.onGone('timed_out', bytes ?? Buffer.alloc(0));
  });
  stream.on('data', onData);
  stream.on('end', onEnd);
  stream.on('close', onEnd);
  stream.resume();
}
