import { describe, expect, it } from 'vitest';
import { staleSentence, verdictSentence, verdictTitle } from './verdict-words.ts';

const verified = {
  status: 'verified' as const,
  secretName: 'stripe.test',
  signedAt: 1_000_000,
  toleranceMs: 300_000,
  checkedAt: 1_001_000,
};

describe('the words of a verdict', () => {
  it('names the secret', () => {
    expect(verdictTitle(verified)).toBe('Signature verified');
    expect(verdictSentence(verified)).toContain('stripe.test');
    expect(verdictSentence({ ...verified, status: 'rejected', message: 'No.' })).toBe('No.');
  });

  it('tells what was valid then and is stale now, to the second', () => {
    expect(staleSentence(verified, 1_300_000)).toBeUndefined();
    expect(staleSentence(verified, 1_301_000)).toContain('Valid when it came, stale now');
    expect(staleSentence({ ...verified, status: 'rejected' }, 9_000_000)).toBeUndefined();
  });
});
