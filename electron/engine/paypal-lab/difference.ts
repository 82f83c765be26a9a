import type { FirstDifference } from '../../../shared/model/paypal-lab.ts';

const CONTEXT = 16;

/** The first byte in which two messages differ, with what stands around it; `undefined` when they are equal. */
export function firstDifference(sent: Uint8Array, received: Uint8Array): FirstDifference | undefined {
  const length = Math.max(sent.length, received.length);
  let offset = 0;
  while (offset < length && sent[offset] === received[offset]) offset += 1;
  if (offset === length) return undefined;
  return { offset, sent: around(sent, offset), received: around(received, offset) };
}

/** Printable ASCII around a byte; every other byte as `\x..`, so that what is invisible is seen. */
function around(bytes: Uint8Array, offset: number): string {
  const from = Math.max(0, offset - CONTEXT);
  const to = offset + CONTEXT;
  const shown = Array.from(bytes.subarray(from, to), (byte) =>
    byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
  ).join('');
  return `${from > 0 ? '…' : ''}${shown}${to < bytes.length ? '…' : ''}`;
}
