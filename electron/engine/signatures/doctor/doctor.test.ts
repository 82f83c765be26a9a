import { describe, expect, it } from 'vitest';
import { schemesOf, signingProviders } from '../registry.ts';
import { verify } from '../verify.ts';
import { diagnose } from './diagnose.ts';
import { kits, NOW, partsOf, digestOf, type Kit } from './testing/kits.ts';
import type { Planted } from './testing/plant.ts';
import { plants } from './testing/plants.ts';
import type { Rejected } from './scene.ts';

/** Checks a planted message as the engine does, and asks for the cause when it is not verified. */
function examine(kit: Kit, planted: Planted) {
  const schemes = schemesOf(kit.provider).filter(({ id }) => id === kit.scheme);
  const [scheme] = schemes;
  if (scheme === undefined) throw new Error(kit.scheme);
  const at = planted.at ?? NOW;
  const verification = verify({
    message: planted.message,
    providerId: kit.provider,
    schemes,
    secrets: planted.secrets,
    at,
  });
  if (verification.status === 'verified') return { verification };
  const rejected: Rejected = {
    scheme,
    providerName: kit.provider,
    otherSchemes: signingProviders.flatMap((provider) =>
      schemesOf(provider).map((each) => ({
        scheme: each,
        providerName: provider,
        isSameProvider: provider === kit.provider,
      })),
    ),
    message: planted.message,
    secrets: planted.secrets,
    otherSecrets: planted.others ?? [],
    reason: verification.reason ?? 'signature_mismatch',
    reasonMessage: verification.message ?? '',
    at,
    ...(planted.slug === undefined ? {} : { slug: planted.slug }),
  };
  return { verification, diagnosis: diagnose(rejected) };
}

describe.each(kits)('$scheme', (kit) => {
  it('verifies what is right, so that each mistake is the only one', () => {
    const parts = partsOf(kit);
    const signature = digestOf(kit, kit.key(kit.secret), kit.content(parts)).toString(kit.encoding);
    const headers = [['Content-Type', kit.contentType], ...kit.headers(signature, parts)].map(
      ([name = '', value = '']) => ({ name, value }),
    );
    const right = examine(kit, {
      message: { method: 'POST', url: parts.url, headers, body: parts.body },
      secrets: [{ value: kit.secret }],
    });
    expect(right.verification).toMatchObject({ status: 'verified' });
  });
});

describe('planted mistakes', () => {
  const results = kits.flatMap((kit) =>
    plants.flatMap(({ name, cause, plant }) => {
      const planted = plant(kit);
      const examined = planted === undefined ? undefined : examine(kit, planted);
      // Some libraries accept it (a timestamp in the future, a URL with its port): then it is no mistake.
      if (examined?.diagnosis === undefined) return [];
      const { verification, diagnosis } = examined;
      return [{ name, cause, scheme: kit.scheme, verification, diagnosis }];
    }),
  );
  const named = results.filter(({ cause, diagnosis }) => diagnosis.cause === cause);
  const kinds = new Set(results.map(({ name }) => name));
  const schemes = new Set(results.map(({ scheme }) => scheme));
  const score = `${named.length} of ${results.length}, ${kinds.size} kinds, ${schemes.size} schemes`;

  it(`are named exactly: ${score}`, () => {
    const missed = results
      .filter((result) => !named.includes(result))
      .map(
        ({ scheme, name, cause, diagnosis }) =>
          `${scheme}: ${name}: ${diagnosis.cause}, not ${cause}: ${diagnosis.sentence}`,
      );
    expect(missed.length, missed.join('\n')).toBeLessThanOrEqual(results.length / 50);
    expect(kinds.size).toBeGreaterThan(20);
    expect(schemes.size).toBeGreaterThan(20);
  });

  it('are never called valid', () => {
    expect(results.filter(({ verification }) => verification.status === 'verified')).toEqual([]);
  });

  it('are told in a sentence, with what to do and what shows it', () => {
    for (const { diagnosis } of results) {
      expect(diagnosis.sentence).toMatch(/^[A-Z].*\.$/s);
      expect(diagnosis.fix).toMatch(/^[A-Z].*\.$/s);
    }
  });

  it('give no secret away', () => {
    const secrets = kits.flatMap(({ secret, otherSecret }) => [secret, otherSecret]);
    const told = JSON.stringify(results.map(({ diagnosis }) => diagnosis));
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  });
});
