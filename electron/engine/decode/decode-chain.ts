import type { DecodeJob, DecodedBody } from './protocol.ts';
import { undoers, type Undone } from './undo-coding.ts';

/** Below this size no ratio is too high: a few bytes of JSON may well be a thousand spaces. */
const ratioFloorBytes = 1024 * 1024;

/**
 * Undoes codings one after the other, the last one applied first. Whatever the bytes are, it answers: with what could be
 * decoded, and with a problem where it could not go on.
 */
export async function decodeChain(job: DecodeJob): Promise<DecodedBody> {
  const { codings, maxBytes, maxCodings, maxRatio } = job;
  const undone: string[] = [];
  let bytes = job.bytes.subarray(0, maxBytes);
  let isWhole = job.isWhole && bytes.length === job.bytes.length;
  const result = (problem?: string): DecodedBody => ({
    bytes,
    totalBytes: bytes.length,
    isComplete: isWhole && problem === undefined,
    codings: undone,
    ...(problem === undefined ? {} : { problem }),
  });

  if (codings.length > maxCodings) {
    return result(`The body has ${codings.length} content codings; more than ${maxCodings} are not undone.`);
  }
  const ratioLimitBytes = Math.max(ratioFloorBytes, job.bytes.length * maxRatio);
  for (const coding of codings.toReversed()) {
    const undo = undoers.get(coding);
    if (undo === undefined) {
      return result(`${JSON.stringify(coding.slice(0, 40))} is a content coding that Hookbench can't undo.`);
    }
    if (bytes.length === 0) break;
    const next = await undo(bytes, Math.min(maxBytes, ratioLimitBytes));
    const problem = problemOf(coding, next, isWhole);
    if (problem !== undefined && next.bytes.length === 0) return result(problem);
    bytes = next.bytes;
    undone.push(coding);
    if (problem !== undefined) return result(problem);
    isWhole &&= next.end === 'complete';
    if (next.end === 'limit' && ratioLimitBytes < maxBytes) {
      return result(
        `The body grows more than ${maxRatio}-fold when decoded, so only its first ${ratioLimitBytes} bytes are shown.`,
      );
    }
  }
  return result();
}

/** An end that comes too early is no fault of a body of which only the beginning is at hand. */
function problemOf(coding: string, { end, bytes }: Undone, isWhole: boolean): string | undefined {
  if (end === 'truncated' && isWhole) {
    return `The ${coding} data ends too early: this is what could be decoded.`;
  }
  if (end !== 'damaged') return undefined;
  return bytes.length === 0
    ? `The body is not in the ${coding} format that its Content-Encoding names.`
    : `The ${coding} data is damaged: this is what could be decoded before that.`;
}
