import type { SigningInput, TimestampUnit } from './scheme.ts';

/** Nanoseconds and all: AWS sends milliseconds, Twitch nanoseconds, PayPal whole seconds. */
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** Epoch ms, or `undefined` for what is no timestamp of this unit. Strict: a text that differs is another text. */
export function readTimestamp(text: string, unit: TimestampUnit): number | undefined {
  if (unit === 'iso') {
    const at = isoDate.test(text) ? Date.parse(text.replace(/(\.\d{3})\d+/, '$1')) : NaN;
    return Number.isNaN(at) ? undefined : at;
  }
  if (!/^\d{1,15}$/.test(text)) return undefined;
  const at = unit === 's' ? Number(text) * 1000 : Number(text);
  return Number.isSafeInteger(at) ? at : undefined;
}

/** The timestamp that a message signed now gets. */
export function writeTimestamp({ at, timestamp }: SigningInput, unit: TimestampUnit): string {
  if (timestamp !== undefined) return timestamp;
  if (unit === 'iso') return new Date(at).toISOString();
  return String(unit === 's' ? Math.floor(at / 1000) : Math.floor(at));
}

/** Now, as exact as timestamps of this unit are: with whole seconds an age of 300.9 s is one of 300 s. */
export const truncateTo = (at: number, unit: TimestampUnit): number =>
  unit === 's' ? Math.floor(at / 1000) * 1000 : at;
