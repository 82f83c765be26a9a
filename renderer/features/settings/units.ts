/** Sizes and durations as they are typed: a number and its unit. */

const KIB = 1024;
export const byteUnits = { KiB: KIB, MiB: KIB ** 2, GiB: KIB ** 3 } as const;
export type ByteUnit = keyof typeof byteUnits;

/** The largest unit that needs two decimals at most: what was typed is shown again as it was typed. */
export function splitBytes(bytes: number): { amount: string; unit: ByteUnit } {
  const unit = (['GiB', 'MiB', 'KiB'] as const).find((each) => isShort(bytes / byteUnits[each])) ?? 'KiB';
  return { amount: String(bytes / byteUnits[unit]), unit };
}

const isShort = (amount: number): boolean => amount >= 1 && Number.isInteger(amount * 100);

/** Whole bytes; `undefined` for what is no number. A decimal comma is taken as a point. */
export function joinBytes(amount: string, unit: ByteUnit): number | undefined {
  const value = numberIn(amount);
  return value === undefined ? undefined : Math.round(value * byteUnits[unit]);
}

/** `30` for 30,000 ms: seconds are what a person thinks of a timeout in. */
export const secondsOf = (ms: number): string => String(ms / 1000);

export function msOf(seconds: string): number | undefined {
  const value = numberIn(seconds);
  return value === undefined ? undefined : Math.round(value * 1000);
}

export function wholeNumberIn(text: string): number | undefined {
  return /^\d+$/.test(text.trim()) ? Number(text) : undefined;
}

function numberIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  return /^(?:\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}
