import { expect, it } from 'vitest';
import { profileInWords, spanInWords } from './retry-words.ts';

const profile = {
  delaysMs: [5000, 295_000, 259_200_000 - 300_000],
  timeoutMs: 15_000,
  successStatuses: { from: 200, to: 299 },
  isRetryAfterHonored: true,
  finalStatuses: [410],
  afterwards: 'The endpoint is disabled.',
  source: 'https://example.com',
  readOn: '2026-11-25',
};

it('says how often, over how long, and what counts', () => {
  expect(profileInWords(profile, 60_000)).toEqual([
    'Up to 4 attempts over 3 days, squeezed into 1 minute.',
    'No answer within 15 seconds, or one outside of 200-299, is a failure; 410 ends it at once; Retry-After is honoured.',
    'The endpoint is disabled.',
  ]);
  expect(profileInWords({ ...profile, delaysMs: [] }, 60_000)[0]).toBe('One attempt, and none after it.');
  expect(profileInWords({ ...profile, delaysMs: [0] }, 60_000)[0]).toBe('Up to 2 attempts at once.');
  expect(profileInWords({ ...profile, delaysMs: [1000] }, 60_000)[0]).toBe('Up to 2 attempts over 1 second.');
});

it('writes spans in the largest unit that fits', () => {
  expect([3_600_000, 90_000, 60_000, 272_105_000, 14_400_000, 500].map(spanInWords)).toEqual([
    '1 hour',
    '90 seconds',
    '1 minute',
    '3.1 days',
    '4 hours',
    '0.5 seconds',
  ]);
});
