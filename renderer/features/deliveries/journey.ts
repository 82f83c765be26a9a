import type { Attempt } from '../../../shared/model/delivery.ts';
import type { Outcome, Via } from '../../../shared/model/exchange.ts';
import { layOutPhases } from './phases.ts';

/** When a request arrived, how, and when its sender was answered. */
export interface Arrival {
  receivedAt: number;
  via: Via;
  outcome: Outcome;
}

/** One stage between the provider and the destination. `startMs` counts from the arrival. */
export interface JourneyStage {
  label: string;
  tone: 'capture' | 'queue' | 'destination' | 'reply';
  /** Absent where it can't be measured. */
  span?: { startMs: number; durationMs: number };
  /** What it is, or why it is not measured. */
  note: string;
}

/** Waited longer than this, it is said in words: as a bar it would leave the others no room. */
const LONGEST_DRAWN_WAIT = 20;

/**
 * The way of one forwarded request, provider → tunnel → capture → destination → sender, as far as it was measured: instants
 * are whole milliseconds, phases of the send are exact.
 */
export function layOutJourney(
  { receivedAt, via, outcome }: Arrival,
  attempt: Attempt,
  attemptNumber: number,
): JourneyStage[] {
  const { timings, endedAt } = attempt;
  if (timings === undefined || endedAt === undefined) return [];
  const sendMs = Math.max(0, endedAt - timings.totalMs - receivedAt);
  const isWait = attemptNumber > 1 || sendMs > LONGEST_DRAWN_WAIT * Math.max(1, timings.totalMs);
  const offsetMs = isWait ? 0 : sendMs;

  const stages: JourneyStage[] = [
    {
      label: via === 'tunnel' ? 'Provider, tunnel' : 'Provider',
      tone: 'capture',
      note:
        via === 'tunnel'
          ? 'Not measured: when it was sent, and its way through the tunnel.'
          : 'Not measured: when it was sent.',
    },
    isWait
      ? { label: 'Before this attempt', tone: 'queue', note: `${inWords(sendMs)} since it arrived.` }
      : {
          label: 'Capture',
          tone: 'capture',
          span: { startMs: 0, durationMs: sendMs },
          note: 'Read, stored on disk, and handed on.',
        },
    ...layOutPhases(timings).map(({ label, durationMs, startFraction }): JourneyStage => ({
      label,
      tone: 'destination',
      span: { startMs: offsetMs + startFraction * timings.totalMs, durationMs },
      note: `${label} at the destination.`,
    })),
  ];
  if (outcome.state === 'responded') {
    const repliedMs = Math.max(0, outcome.respondedAt - receivedAt);
    const isAfter = !isWait && repliedMs >= sendMs;
    stages.push({
      label: 'Reply to sender',
      tone: 'reply',
      ...(isWait
        ? {}
        : {
            span: {
              startMs: isAfter ? Math.min(repliedMs, offsetMs + timings.totalMs) : 0,
              durationMs: isAfter ? Math.max(0, repliedMs - offsetMs - timings.totalMs) : repliedMs,
            },
          }),
      note: isAfter
        ? `Written ${inWords(repliedMs)} after the request arrived.`
        : `Written ${inWords(repliedMs)} after the request arrived, before it went on.`,
    });
  }
  return stages;
}

/** The end of the last stage that was measured. */
export const journeyMs = (stages: readonly JourneyStage[]): number =>
  stages.reduce((end, { span }) => Math.max(end, span === undefined ? 0 : span.startMs + span.durationMs), 0);

function inWords(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}
