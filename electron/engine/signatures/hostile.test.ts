import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samples, SIGNED_AT } from './testing/samples.ts';
import { verify } from './verify.ts';

/** What a sender or a user may put anywhere: it is judged, and nothing is thrown. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ',',
    '=',
    't=',
    'v1=',
    'v1,',
    '{}',
    '[]',
    'null',
    '\u0000',
    'whsec_',
    '-----BEGIN PUBLIC KEY-----',
  ),
  fc.base64String({ maxLength: 100 }),
  fc.nat().map(String),
);

describe.each(samples.map((sample) => [sample.scheme.id, sample] as const))('%s', (_id, sample) => {
  it('judges any headers, URL, body and secret', () => {
    const { message, scheme } = sample;
    fc.assert(
      fc.property(
        fc.array(text, { minLength: message.headers.length, maxLength: message.headers.length }),
        text,
        fc.oneof(
          fc.uint8Array({ maxLength: 80 }),
          fc.json().map((json) => Buffer.from(json)),
        ),
        fc.option(text),
        (values, url, body, secret) => {
          const headers = message.headers.map(({ name }, index) => ({ name, value: values[index] ?? '' }));
          const { status } = verify({
            message: { ...message, url, headers, body },
            schemes: [scheme],
            secrets: [{ value: secret ?? sample.secret }],
            at: SIGNED_AT,
          });
          expect(['rejected', 'unverified']).toContain(status);
        },
      ),
      { numRuns: 100, seed: 1 },
    );
  });
});
