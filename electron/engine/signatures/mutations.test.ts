import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { schemes } from './registry.ts';
import { acceptedMutations } from './testing/mutations.ts';
import { samples, SIGNED_AT, type Sample } from './testing/samples.ts';
import { verify } from './verify.ts';

const isKeyPair = ({ scheme: { kind } }: Sample): boolean => ['rsa', 'ecdsa', 'ed25519'].includes(kind);

/** A key of the same kind that is not the sender's. */
function otherKey({ scheme, secret }: Sample): string {
  const { publicKey } =
    scheme.kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : scheme.kind === 'ecdsa'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : generateKeyPairSync('ed25519');
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return scheme.id === 'paypal-rsa' ? `${secret.split('\n', 1)[0] ?? ''}\n${pem}` : pem;
}

describe.each(samples.map((sample) => [sample.scheme.id, sample] as const))('%s', (_id, sample) => {
  const input = { schemes: [sample.scheme], secrets: [{ value: sample.secret }], at: SIGNED_AT };

  it('verifies its sample', () => {
    expect(verify({ ...input, message: sample.message })).toMatchObject({ status: 'verified' });
  });

  it('rejects a thousand changes of one bit', () => {
    expect(acceptedMutations(sample, verify)).toEqual([]);
  });

  it('rejects another secret', () => {
    const other = isKeyPair(sample) ? otherKey(sample) : Array.from(sample.secret).reverse().join('');
    const secrets = [{ value: other }];
    expect(verify({ ...input, secrets, message: sample.message }).status).not.toBe('verified');
  });
});

it('covers every scheme', () => {
  expect(samples.map(({ scheme }) => scheme.id)).toEqual(schemes.map(({ id }) => id));
  expect(samples.length).toBeGreaterThanOrEqual(33);
});

it('a verifier that always says verified is caught', () => {
  for (const sample of samples) {
    expect(acceptedMutations(sample, () => ({ status: 'verified' }))).toHaveLength(1000);
  }
});
