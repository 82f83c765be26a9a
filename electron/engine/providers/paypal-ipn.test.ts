import { expect, it } from 'vitest';
import { paypalIpn } from './paypal-ipn.ts';

it('sends an IPN again after 10 seconds, then doubling to a day, 15 times within four days', () => {
  const { delaysMs = [] } = paypalIpn.retryProfile ?? {};
  expect(delaysMs.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
  expect(delaysMs).toHaveLength(15);
  expect(Math.max(...delaysMs)).toBe(24 * 3_600_000);
  expect(delaysMs.reduce((sum, delay) => sum + delay, 0)).toBeLessThan(4 * 24 * 3_600_000);
});
