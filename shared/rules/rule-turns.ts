import type { ResponseRule, ResponseSequence, SingleResponse } from '../model/response-rule.ts';

/** Whose turn it is: which step of a sequence, and whom a share takes. Both follow from a count alone. */

/** What the `nth` request (from 1) gets. */
export function turnOf(sequence: ResponseSequence, nth: number): SingleResponse {
  const { steps, atEnd } = sequence;
  const length = steps.reduce((sum, { times }) => sum + times, 0);
  let left = atEnd === 'restart' ? (nth - 1) % length : nth - 1;
  for (const { times, respond } of steps) {
    if (left < times) return respond;
    left -= times;
  }
  const last = steps.at(-1);
  if (last === undefined) throw new Error('A sequence has at least one step.');
  return last.respond;
}

/** Whether a share takes the `nth` request (from 1): the same ones for the same seed, in every run. */
export function isInShare({ percent, seed }: NonNullable<ResponseRule['share']>, nth: number): boolean {
  return randomAt(seed, nth) * 100 < percent;
}

/** The nth number of a random sequence, from 0 to below 1 (SplitMix32: each number needs only its place). */
function randomAt(seed: number, nth: number): number {
  let mixed = (seed + Math.imul(nth, 0x9e3779b9)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}
