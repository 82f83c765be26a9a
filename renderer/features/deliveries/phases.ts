import type { Timings } from '../../../shared/model/delivery.ts';

export type PhaseName = 'dns' | 'connect' | 'tls' | 'send' | 'wait' | 'download';

/** One bar of the waterfall. `startFraction` and `widthFraction` are parts of the whole width, 0 to 1. */
export interface PhaseBar {
  name: PhaseName;
  label: string;
  durationMs: number;
  startFraction: number;
  widthFraction: number;
}

const order: readonly { name: PhaseName; label: string; key: keyof Timings }[] = [
  { name: 'dns', label: 'DNS', key: 'dnsMs' },
  { name: 'connect', label: 'Connect', key: 'connectMs' },
  { name: 'tls', label: 'TLS', key: 'tlsMs' },
  { name: 'send', label: 'Sent', key: 'sendMs' },
  { name: 'wait', label: 'Waiting', key: 'firstByteMs' },
  { name: 'download', label: 'Download', key: 'downloadMs' },
];

/**
 * Lays the phases of one send end to end. A phase that did not happen has no bar. Rounding can make the phases add up to
 * a little more than the total: the larger of both is the whole width, so that no bar leaves it.
 */
export function layOutPhases(timings: Timings): PhaseBar[] {
  const phases = order.flatMap(({ name, label, key }) => {
    const durationMs = timings[key];
    return durationMs === undefined ? [] : [{ name, label, durationMs }];
  });
  const sumMs = phases.reduce((sum, phase) => sum + phase.durationMs, 0);
  const wholeMs = Math.max(sumMs, timings.totalMs);
  let startMs = 0;
  return phases.map((phase) => {
    const bar = {
      ...phase,
      startFraction: wholeMs === 0 ? 0 : startMs / wholeMs,
      widthFraction: wholeMs === 0 ? 0 : phase.durationMs / wholeMs,
    };
    startMs += phase.durationMs;
    return bar;
  });
}

/** The last phase that was measured: in a failed send, the one it failed in or after. */
export function lastPhaseLabel(timings: Timings | undefined): string | undefined {
  return timings === undefined ? undefined : layOutPhases(timings).at(-1)?.label;
}
