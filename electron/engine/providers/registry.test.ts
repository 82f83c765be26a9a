import { expect, test } from 'vitest';
import { ProviderInfo } from '../../../shared/model/provider.ts';
import { listProviders } from '../provider-info.ts';
import { providerById, providers } from './registry.ts';

test('each provider is what the contract says, and is found by its id', () => {
  expect(new Set(providers.map(({ id }) => id)).size).toBe(providers.length);
  expect(providers.length).toBeGreaterThanOrEqual(36);
  for (const info of listProviders(() => [])) {
    expect(ProviderInfo.safeParse(info), info.id).toMatchObject({ success: true });
    expect(providerById(info.id)?.name).toBe(info.name);
    expect(info.docsUrl).toMatch(/^https:\/\//);
  }
});

test('each has a clue to look for, and says where its secret is when it signs with one', () => {
  for (const { id, clues, schemeIds, secret } of providers) {
    expect([...(clues.headers ?? []), ...(clues.body ?? []), ...(clues.query ?? [])], id).not.toEqual([]);
    for (const name of clues.headers ?? []) expect(name).toBe(name.toLowerCase());
    expect(schemeIds.length > 0, id).toBe(secret !== undefined);
  }
});

test('white letters on each mark have a contrast of 4.5', () => {
  for (const { id, mark } of providers) expect(contrastToWhite(mark.color), id).toBeGreaterThanOrEqual(4.5);
});

test('a retry profile names the day it was read or says that it was not, and lasts as long as its source says', () => {
  const totalHours = (id: string) =>
    (providerById(id)?.retryProfile?.delaysMs.reduce((sum, delay) => sum + delay, 0) ?? NaN) / 3_600_000;
  expect(totalHours('github')).toBe(0);
  expect(totalHours('shopify')).toBeCloseTo(4, 3);
  expect(totalHours('stripe')).toBeCloseTo(72, 3);
  expect(totalHours('paypal')).toBeCloseTo(72, 3);
  expect(totalHours('paddle')).toBeCloseTo(72, 3);
  expect(totalHours('svix')).toBeCloseTo(27 + 35 / 60 + 5 / 3600, 6);
  // The first interval is one that a sender would keep, not a blink.
  expect(providerById('paypal')?.retryProfile?.delaysMs[0]).toBe(60_000);
  expect(totalHours('standard-webhooks')).toBeCloseTo(75 + 35 / 60 + 5 / 3600, 6);
  expect(totalHours('adyen') / 24).toBeGreaterThan(29.5);
  expect(totalHours('adyen') / 24).toBeLessThanOrEqual(30);
  for (const { id, retryProfile, deadlineMs } of providers) {
    if (retryProfile === undefined) continue;
    if (retryProfile.readOn === undefined) {
      expect(retryProfile.source, id).toMatch(/^from general knowledge, to be confirmed: https:/);
    } else expect(retryProfile.readOn, id).toMatch(/^\d{4}-\d\d-\d\d$/);
    if (deadlineMs !== undefined) expect(retryProfile.timeoutMs, id).toBe(deadlineMs);
  }
});

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrastToWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
