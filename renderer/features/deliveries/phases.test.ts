import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastPhaseLabel, layOutPhases } from './phases.ts';

describe('the waterfall', () => {
  it('lays the phases end to end, each as long as its part of the whole', () => {
    const bars = layOutPhases({ dnsMs: 10, connectMs: 10, firstByteMs: 60, downloadMs: 20, totalMs: 100 });
    expect(bars.map((bar) => [bar.label, bar.startFraction, bar.widthFraction])).toEqual([
      ['DNS', 0, 0.1],
      ['Connect', 0.1, 0.1],
      ['Waiting', 0.2, 0.6],
      ['Download', 0.8, 0.2],
    ]);
  });

  it('has no bar for a phase that did not happen, and one of no width for a phase of no time', () => {
    const bars = layOutPhases({ connectMs: 0, totalMs: 0 });
    expect(bars).toEqual([
      { name: 'connect', label: 'Connect', durationMs: 0, startFraction: 0, widthFraction: 0 },
    ]);
    expect(layOutPhases({ totalMs: 5 })).toEqual([]);
  });

  it('never leaves its width, whatever the figures', () => {
    const duration = fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined });
    const phases = fc.record({
      dnsMs: duration,
      connectMs: duration,
      tlsMs: duration,
      sendMs: duration,
      firstByteMs: duration,
      downloadMs: duration,
      totalMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    });
    fc.assert(
      fc.property(phases, (drawn) => {
        const timings = Object.fromEntries(Object.entries(drawn).filter(([, value]) => value !== undefined));
        for (const bar of layOutPhases({ totalMs: drawn.totalMs, ...timings })) {
          expect(bar.startFraction).toBeGreaterThanOrEqual(0);
          expect(bar.startFraction + bar.widthFraction).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });

  it('ends with the phase a failed send got to', () => {
    expect(lastPhaseLabel({ dnsMs: 1, connectMs: 2, totalMs: 3 })).toBe('Connect');
    expect(lastPhaseLabel(undefined)).toBeUndefined();
  });
});
