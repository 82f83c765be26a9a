import type { Timings } from '../../../shared/model/delivery.ts';

/** What a send is busy with. */
export type Phase = 'dns' | 'connect' | 'tls' | 'send' | 'firstByte' | 'download';

const fields = {
  dns: 'dnsMs',
  connect: 'connectMs',
  tls: 'tlsMs',
  send: 'sendMs',
  firstByte: 'firstByteMs',
  download: 'downloadMs',
} as const satisfies Record<Phase, keyof Timings>;

/** Times one send, one phase after the other without gaps, so that the phases add up to the total. */
export interface Stopwatch {
  readonly phase: Phase | undefined;
  /** Ends the running phase and begins this one. */
  begin(phase: Phase): void;
  /** Ends the running phase; calling it again changes nothing. */
  stop(): Timings;
}

export function startStopwatch(clock: { monotonicMs(): number }): Stopwatch {
  const startedMs = clock.monotonicMs();
  const phases: Partial<Record<keyof Timings, number>> = {};
  let running: { phase: Phase; sinceMs: number } | undefined;
  let timings: Timings | undefined;

  const endRunning = (nowMs: number) => {
    if (running === undefined) return;
    const field = fields[running.phase];
    phases[field] = (phases[field] ?? 0) + (nowMs - running.sinceMs);
  };

  return {
    get phase() {
      return running?.phase;
    },
    begin(phase) {
      if (timings !== undefined) return;
      const nowMs = clock.monotonicMs();
      endRunning(nowMs);
      running = { phase, sinceMs: nowMs };
    },
    stop() {
      if (timings === undefined) {
        const nowMs = clock.monotonicMs();
        endRunning(nowMs);
        timings = { ...phases, totalMs: nowMs - startedMs };
      }
      return timings;
    },
  };
}
