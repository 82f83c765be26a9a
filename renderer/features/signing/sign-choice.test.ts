import { describe, expect, it } from 'vitest';
import {
  clockKind,
  readInstant,
  readSeconds,
  withClock,
  withProvider,
  type SignChoice,
} from './sign-choice.ts';

const choice: SignChoice = { provider: 'stripe', secretName: 'stripe', isFrozen: false };

describe('a choice', () => {
  it('has one clock at a time', () => {
    const aged = withClock(choice, { ageMs: 301_000 });
    expect([clockKind(choice), clockKind(aged), clockKind(withClock(aged, { at: 5 }))]).toEqual([
      'now',
      'age',
      'at',
    ]);
    expect(withClock(withClock(aged, { at: 5 }), undefined)).toEqual(choice);
  });

  it('leaves behind what belonged to the provider before', () => {
    const twilio = { ...choice, provider: 'twilio', scheme: 'twilio-sha1', url: 'https://a.example/' };
    expect(withProvider(twilio, 'github')).toEqual({ provider: 'github', isFrozen: false });
    expect(withProvider(twilio, 'generic').scheme).toMatchObject({
      header: 'X-Signature',
      content: '{body}',
    });
  });
});

describe('what is typed', () => {
  it.each([
    ['300', 300_000],
    ['-5.5', -5500],
    ['', undefined],
    ['soon', undefined],
    ['99999999', undefined],
  ])('%s seconds', (text, ms) => expect(readSeconds(text)).toBe(ms));

  it.each([
    ['2026-01-01T00:00:00Z', 1_767_225_600_000],
    ['1700000000', 1_700_000_000_000],
    ['yesterday', undefined],
    ['-1', undefined],
  ])('%s as an instant', (text, at) => {
    if (at === undefined && text === '-1') expect(readInstant(text) ?? 0).not.toBeLessThan(0);
    else expect(readInstant(text)).toBe(at);
  });
});
