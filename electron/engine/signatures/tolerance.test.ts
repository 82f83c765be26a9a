import { describe, expect, it } from 'vitest';
import { isStaleAt } from '../../../shared/model/verification.ts';
import { samples, SIGNED_AT, type Sample } from './testing/samples.ts';
import { verify } from './verify.ts';

const checkedAfter = ({ scheme, message, secret }: Sample, ms: number) =>
  verify({ message, schemes: [scheme], secrets: [{ value: secret }], at: SIGNED_AT + ms });

const timed = samples.flatMap((sample) => {
  const { tolerance } = sample.scheme;
  return tolerance === undefined ? [] : [[sample.scheme.id, sample, tolerance] as const];
});

describe.each(timed)('%s', (_id, sample, { pastMs, futureMs }) => {
  it('takes the last second of its tolerance and not the next', () => {
    expect(checkedAfter(sample, pastMs - 1000).status).toBe('verified');
    expect(checkedAfter(sample, pastMs)).toMatchObject({ status: 'verified', toleranceMs: pastMs });
    const late = checkedAfter(sample, pastMs + 1000);
    expect(late).toMatchObject({ status: 'rejected', reason: 'timestamp_too_old', signedAt: SIGNED_AT });
    expect(late.message).toContain(`${pastMs / 1000 + 1} s old`);
  });

  it(futureMs === undefined ? 'takes any time in the future' : 'has a limit in the future', () => {
    const ahead = (futureMs ?? 86_400_000) + 1000;
    expect(checkedAfter(sample, -ahead + 1000).status).toBe('verified');
    expect(checkedAfter(sample, -ahead)).toMatchObject(
      futureMs === undefined ? { status: 'verified' } : { reason: 'timestamp_in_future' },
    );
  });
});

it('knows the tolerances that their vendors name', () => {
  const named = Object.fromEntries(timed.map(([id, , { pastMs }]) => [id, pastMs / 1000]));
  expect(named).toMatchObject({
    'stripe-v1': 300,
    'slack-v0': 300,
    'standard-v1': 300,
    'paddle-h1': 5,
    'linear-hmac': 60,
    'hubspot-v3': 300,
    'twitch-sha256': 600,
    'calendly-v1': 180,
  });
});

describe('valid then, stale now', () => {
  const verification = { status: 'verified' as const, signedAt: SIGNED_AT, toleranceMs: 300_000 };

  it.each([
    [299_000, false],
    [300_999, false],
    [301_000, true],
  ])('%i ms later: %s', (ageMs, isStale) => {
    expect(isStaleAt(verification, SIGNED_AT + ageMs)).toBe(isStale);
  });

  it('does not speak of what has no time, or never was right', () => {
    expect(isStaleAt({ status: 'verified' }, SIGNED_AT * 2)).toBe(false);
    expect(isStaleAt({ ...verification, status: 'rejected' }, SIGNED_AT * 2)).toBe(false);
  });
});
