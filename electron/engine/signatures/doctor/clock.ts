import { durationWords } from './duration-words.ts';
import type { Explained } from './explained.ts';
import type { Scene } from './scene.ts';
import { readTimestamp } from '../timestamp.ts';

const HOUR_MS = 3_600_000;
/** How far from a whole number of hours a clock in another time zone may be. */
const ZONE_SLACK_MS = 5 * 60_000;

/** The signature is right; its time is not. */
export function clockExplanation({ rejected, scheme, setting: { claim } }: Scene): Explained | undefined {
  const { timestampUnit: unit = 's', tolerance } = scheme;
  const { timestamp } = claim;
  if (timestamp === undefined) return undefined;
  const evidence = [
    { label: 'Timestamp that came', value: timestamp },
    { label: 'Checked as of', value: new Date(rejected.at).toISOString() },
  ];
  const wrongUnit = unitMistake(timestamp, unit, rejected.at);
  if (wrongUnit !== undefined) {
    return {
      cause: 'timestamp.unit',
      sentence: `The timestamp ${timestamp} is in ${wrongUnit}; this scheme has ${unitWords[unit]}.`,
      fix: `Sign and send the time as ${unitWords[unit]}.`,
      evidence,
    };
  }
  const signedAt = readTimestamp(timestamp, unit);
  if (signedAt === undefined) return undefined;
  const ageMs = rejected.at - signedAt;
  const limitMs = ageMs > 0 ? tolerance?.pastMs : tolerance?.futureMs;
  const limit = limitMs === undefined ? '' : `; ${durationWords(limitMs)} are accepted`;
  const away = durationWords(Math.abs(ageMs));
  const timed = [...evidence, { label: 'Signed at', value: new Date(signedAt).toISOString() }];
  const hours = Math.round(Math.abs(ageMs) / HOUR_MS);
  const isZone = hours >= 1 && hours <= 14 && Math.abs(Math.abs(ageMs) - hours * HOUR_MS) <= ZONE_SLACK_MS;
  if (isZone) {
    const word = hours === 1 ? 'hour' : 'hours';
    return {
      cause: 'clock.zone',
      sentence: `The signature is right, but signed almost exactly ${hours} ${word} ${ageMs > 0 ? 'before' : 'after'} the time it was checked for${limit}: local time was taken for UTC.`,
      fix: 'Take the timestamp from a clock in UTC (Date.now(), time.time(), time()), not from a local time.',
      evidence: timed,
    };
  }
  return ageMs > 0
    ? {
        cause: 'clock.behind',
        sentence: `The signature is right, but ${away} old when it was checked${limit}: the sender’s clock is behind, or the message was held up, sent again or replayed.`,
        fix: 'Set both clocks by NTP. A retry or a replay needs a new signature with a new timestamp; verify a stored message as of the time it came.',
        evidence: timed,
      }
    : {
        cause: 'clock.ahead',
        sentence: `The signature is right, but from ${away} in the future${limit}: the sender’s clock is ahead, or the receiver’s behind.`,
        fix: 'Set both clocks by NTP.',
        evidence: timed,
      };
}

const unitWords = { s: 'seconds since 1970', ms: 'milliseconds since 1970', iso: 'a date of ISO 8601' };

/** The unit a timestamp is in, where it makes sense only in another than the scheme's. */
function unitMistake(timestamp: string, unit: 's' | 'ms' | 'iso', at: number): string | undefined {
  const isNear = (ms: number) => Math.abs(ms - at) < 366 * 24 * HOUR_MS;
  if (!/^\d+(?:\.\d+)?$/.test(timestamp)) {
    return unit !== 'iso' && !Number.isNaN(Date.parse(timestamp)) ? 'the form of a date' : undefined;
  }
  const number = Number(timestamp);
  if (unit !== 's' && isNear(number * 1000)) return 'seconds';
  if (unit !== 'ms' && isNear(number)) return 'milliseconds';
  if (isNear(number / 1000)) return 'microseconds';
  if (isNear(number / 1_000_000)) return 'nanoseconds';
  return /\./.test(timestamp) ? 'seconds with decimals' : undefined;
}
