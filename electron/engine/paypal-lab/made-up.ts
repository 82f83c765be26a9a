import { randomBytes, randomInt } from 'node:crypto';

/** Plausible values for made-up messages. None of them means anything to PayPal. */

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** Such as `8MC585209K746392H`: PayPal's transactions have 17 capital letters and digits. */
export const transactionId = (length = 17): string =>
  Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)] ?? 'X').join('');

/** Such as `AtkOfCXbDm2hu0ZELryHFjY-Vb7PAUvS6nMXgysbElEn9v-1XcmSoGtf`. */
export const verifySign = (): string => `A${randomBytes(42).toString('base64url').slice(0, 55)}`;

export const trackId = (): string => randomBytes(7).toString('hex').slice(0, 13);

/** Such as `20:12:59 Jan 13, 2009 PST`: in the time of California, where PayPal's IPNs live. */
export function paymentDate(at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    month: 'short',
    day: '2-digit',
    year: 'numeric',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('hour')}:${part('minute')}:${part('second')} ${part('month')} ${part('day')}, ${part('year')} ${part('timeZoneName')}`;
}

/** Without fractions of a second, as PayPal writes it. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
