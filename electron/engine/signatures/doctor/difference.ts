import type { Difference } from '../../../../shared/model/diagnosis.ts';

const CONTEXT_BYTES = 24;
const SHOWN_BYTES = 32;

/** Where two byte strings first differ, and how; `undefined` when they are equal. */
export function firstDifference(
  of: Difference['of'],
  arrived: Uint8Array,
  signed: Uint8Array,
): Difference | undefined {
  let start = 0;
  while (start < arrived.length && start < signed.length && arrived[start] === signed[start]) start += 1;
  if (start === arrived.length && start === signed.length) return undefined;
  // Not in the middle of a character.
  while (start > 0 && (isContinuation(arrived[start]) || isContinuation(signed[start]))) start -= 1;
  const resume = resumption(arrived, signed, start);
  return {
    of,
    offsetBytes: start,
    before: text(arrived.subarray(wholeFrom(arrived, start - CONTEXT_BYTES), start)),
    arrived: text(arrived.subarray(start, resume.arrived)),
    signed: text(signed.subarray(start, resume.signed)),
    after: text(arrived.subarray(resume.arrived, resume.arrived + CONTEXT_BYTES)),
  };
}

/** Where both go on alike after `start`: the closest place at which a few bytes agree, or at the ends. */
function resumption(
  arrived: Uint8Array,
  signed: Uint8Array,
  start: number,
): { arrived: number; signed: number } {
  for (let cut = 1; cut <= SHOWN_BYTES * 2; cut += 1) {
    for (let taken = 0; taken <= cut; taken += 1) {
      const left = start + taken;
      const right = start + cut - taken;
      if (left > arrived.length || right > signed.length) continue;
      if (agrees(arrived, left, signed, right)) return { arrived: left, signed: right };
    }
  }
  return {
    arrived: Math.min(arrived.length, start + SHOWN_BYTES),
    signed: Math.min(signed.length, start + SHOWN_BYTES),
  };
}

/** Equal for the next bytes, or to the end of both. */
function agrees(arrived: Uint8Array, left: number, signed: Uint8Array, right: number): boolean {
  const length = 8;
  for (let index = 0; index < length; index += 1) {
    const a = arrived[left + index];
    const b = signed[right + index];
    if (a !== b) return false;
    if (a === undefined) return true;
  }
  return true;
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

function wholeFrom(bytes: Uint8Array, from: number): number {
  let start = Math.max(0, from);
  while (isContinuation(bytes[start])) start += 1;
  return start;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

const names: Record<string, string> = {
  '\n': 'a line feed',
  '\r': 'a carriage return',
  '\r\n': 'a CRLF',
  ' ': 'a space',
  '\t': 'a tab',
  '\\': 'a backslash',
  '\uFEFF': 'a byte order mark',
  '/': 'a slash',
};

const quoted = (part: string) => names[part] ?? `“${shorten(part)}”`;

const shorten = (part: string) => (part.length > 24 ? `${part.slice(0, 23)}…` : part);

/** `a line feed at offset 231 that was not signed`. */
export function differenceWords({ offsetBytes, arrived, signed }: Difference): string {
  if (signed === '') return `${quoted(arrived)} at offset ${offsetBytes} that was not signed`;
  if (arrived === '') return `${quoted(signed)} at offset ${offsetBytes} that was signed but did not come`;
  return `${quoted(arrived)} at offset ${offsetBytes} where ${quoted(signed)} was signed`;
}
