import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../shared/model/delivery.ts';
import { journeyMs, layOutJourney, type Arrival } from './journey.ts';

const attempt: Attempt = {
  id: 'att_1',
  startedAt: 1002,
  endedAt: 1053,
  timings: { connectMs: 1, sendMs: 1, firstByteMs: 40, downloadMs: 8, totalMs: 50 },
};
const responded = (respondedAt: number): Arrival['outcome'] => ({
  state: 'responded',
  status: 200,
  headers: [],
  body: { text: '' },
  respondedAt,
});

describe('a journey', () => {
  it('of a proxied request goes from its capture to the reply', () => {
    const stages = layOutJourney({ receivedAt: 1000, via: 'tunnel', outcome: responded(1055) }, attempt, 1);
    expect(stages.map(({ label, span }) => [label, span?.startMs, span?.durationMs])).toEqual([
      ['Provider, tunnel', undefined, undefined],
      ['Capture', 0, 3],
      ['Connect', 3, 1],
      ['Sent', 4, 1],
      ['Waiting', 5, 40],
      ['Download', 45, 8],
      ['Reply to sender', 53, 2],
    ]);
    expect(stages[0]?.note).toContain('Not measured');
    expect(journeyMs(stages)).toBe(55);
  });

  it('of a mirrored one says that the reply went out first', () => {
    const stages = layOutJourney({ receivedAt: 1000, via: 'local', outcome: responded(1002) }, attempt, 1);
    expect(stages.at(-1)).toMatchObject({
      span: { startMs: 0, durationMs: 2 },
      note: 'Written 2 ms after the request arrived, before it went on.',
    });
  });

  it('of a later attempt tells the wait in words, and draws the send alone', () => {
    const later = { ...attempt, endedAt: 8_000_000 };
    const stages = layOutJourney({ receivedAt: 1000, via: 'local', outcome: responded(1002) }, later, 3);
    expect(stages[1]).toEqual({
      label: 'Before this attempt',
      tone: 'queue',
      note: '2 h 13 m since it arrived.',
    });
    expect(stages[2]?.span?.startMs).toBe(0);
    expect(journeyMs(stages)).toBe(50);
  });

  it('is nothing yet while the attempt runs', () => {
    const running = { id: 'att_1', startedAt: 1 };
    expect(layOutJourney({ receivedAt: 1, via: 'local', outcome: { state: 'pending' } }, running, 1)).toEqual(
      [],
    );
  });
});
