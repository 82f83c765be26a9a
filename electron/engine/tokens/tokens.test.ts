import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactSign, FlattenedSign, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { findTokens } from './find-tokens.ts';
import { inspectToken, type InspectOptions } from './inspect-token.ts';
import { readToken } from './token-parts.ts';

const AT = 1_700_000_000_000;

const inspect = (token: string, options: Partial<InspectOptions> = {}) =>
  inspectToken(readToken(token, 'given') ?? expect.fail('It is no token.'), { at: AT, ...options });
const check = async (token: string, name: string, options: Partial<InspectOptions> = {}) =>
  (await inspect(token, options)).checks.find((each) => each.name === name);
const sign = (claims: Record<string, unknown>, key = Buffer.from('s'.repeat(32)), alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(key);
const unsigned = (header: object, claims: object) =>
  `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

/** RFC 7520 §4, as published at github.com/ietf-jose/cookbook. */
const vectors = JSON.parse(readFileSync(new URL('testing/rfc7520-jws.json', import.meta.url), 'utf8')) as {
  section: string;
  alg: string;
  secret: string;
  payload: string;
  compact: string;
}[];

describe('RFC 7520 §4', () => {
  it.each(vectors)('$section $alg', async ({ compact, secret, payload, section }) => {
    const body = Buffer.from(payload);
    const report = await inspect(compact, { secret, ...(section === '4.5' ? { body } : {}) });
    expect(report.checks[0]).toMatchObject({ name: 'signature', state: 'ok' });
    if (section !== '4.5') expect(report.payload).toBe(payload);
    const other = `${compact.slice(0, -6)}${compact.endsWith('AAAAAA') ? 'BBBBBB' : 'AAAAAA'}`;
    expect((await inspect(other, { secret, body })).checks[0]?.state).toBe('failed');
  });
});

describe('signatures', () => {
  it('opens RFC 7519’s example with its key', async () => {
    const token =
      'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const secret =
      '{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}';
    const report = await inspect(token, { secret });
    expect(report.claims).toMatchObject({ iss: 'joe' });
    expect(report.checks[0]?.state).toBe('ok');
    expect(report.checks.find(({ name }) => name === 'expiry')?.state).toBe('failed');
  });

  it('takes a shared secret as text or as base64, and says which', async () => {
    const bytes = Buffer.alloc(32, 200);
    const token = await sign({ a: 1 }, bytes);
    const found = await check(token, 'signature', { secret: bytes.toString('base64') });
    expect(found).toMatchObject({
      state: 'ok',
      message: expect.stringContaining('decoded from base64') as string,
    });
  });

  it('without a secret is unknown, and with another failed', async () => {
    const token = await sign({ a: 1 });
    expect((await check(token, 'signature'))?.state).toBe('unknown');
    expect((await check(token, 'signature', { secret: 'other' }))?.state).toBe('failed');
  });

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it('checks with the public key, also as JWK set by key id, or with the private one', async () => {
    const token = await new SignJWT({ a: 1 })
      .setProtectedHeader({ alg: 'RS256', kid: 'two' })
      .sign(rsa.privateKey);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const jwks = JSON.stringify({
      keys: [
        { ...other, kid: 'one' },
        { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'two' },
      ],
    });
    const privatePem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    for (const secret of [
      publicPem,
      jwks,
      privatePem,
      JSON.stringify(rsa.privateKey.export({ format: 'jwk' })),
    ]) {
      expect((await check(token, 'signature', { secret }))?.state).toBe('ok');
    }
    expect((await check(token, 'signature', { secret: JSON.stringify(other) }))?.state).toBe('failed');
  });

  it('refuses algorithm confusion: a public key is no shared secret', async () => {
    const forged = await sign({ admin: true }, Buffer.from(publicPem));
    const jwk = JSON.stringify(rsa.publicKey.export({ format: 'jwk' }));
    for (const secret of [publicPem, jwk]) {
      expect(await check(forged, 'signature', { secret })).toMatchObject({
        state: 'failed',
        message: expect.stringContaining('confusion') as string,
      });
    }
  });

  it.each(['none', 'None', 'NONE'])('flags alg %s', async (alg) => {
    const found = await check(unsigned({ alg }, { admin: true }), 'signature', { secret: 'x' });
    expect(found).toMatchObject({ state: 'failed', message: expect.stringContaining('none') as string });
  });

  it('never believes a key that the token brings along, nor fetches one', async () => {
    const attacker = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = await new CompactSign(Buffer.from('{"a":1}'))
      .setProtectedHeader({
        alg: 'RS256',
        jwk: attacker.publicKey.export({ format: 'jwk' }),
        jku: 'http://127.0.0.1:1/keys',
        x5u: 'http://127.0.0.1:1/cert',
      })
      .sign(attacker.privateKey);
    const report = await inspect(token, { secret: publicPem });
    expect(report.checks[0]?.state).toBe('failed');
    expect(report.checks.filter(({ name, state }) => name === 'key_url' && state === 'warning')).toHaveLength(
      3,
    );
  });

  it('checks a detached signature over the body, encoded or as it is', async () => {
    const key = Buffer.from('s'.repeat(32));
    const body = Buffer.from('{"the":"body"}');
    for (const b64 of [true, false]) {
      const header = b64 ? { alg: 'HS256' } : { alg: 'HS256', b64, crit: ['b64'] };
      const jws = await new FlattenedSign(body).setProtectedHeader(header).sign(key);
      const token = `${jws.protected ?? ''}..${jws.signature}`;
      const secret = key.toString();
      expect((await check(token, 'signature', { secret, body }))?.state).toBe('ok');
      expect((await check(token, 'signature', { secret, body: Buffer.from('other') }))?.state).toBe('failed');
      expect((await check(token, 'signature', { secret }))?.state).toBe('unknown');
    }
  });

  it('fails an extension that must be understood and is not', async () => {
    const found = await check(unsigned({ alg: 'HS256', crit: ['exp2'], exp2: 1 }, {}), 'critical');
    expect(found).toMatchObject({ state: 'failed', message: expect.stringContaining('exp2') as string });
  });
});

describe('times', () => {
  const now = AT / 1000;
  it.each([
    ['exp', now + 60, 'expiry', 'ok'],
    ['exp', now, 'expiry', 'failed'],
    ['exp', now - 1, 'expiry', 'failed'],
    ['nbf', now - 1, 'not_before', 'ok'],
    ['nbf', now + 60, 'not_before', 'ok'],
    ['nbf', now + 61, 'not_before', 'failed'],
    ['iat', now - 1, 'issued_at', 'ok'],
    ['iat', now + 3600, 'issued_at', 'failed'],
    ['exp', 'tomorrow', 'expiry', 'failed'],
    ['exp', AT, 'expiry', 'failed'],
  ])('%s %s: %s %s', async (claim, value, name, state) => {
    expect((await check(unsigned({ alg: 'HS256' }, { [claim]: value }), name))?.state).toBe(state);
  });
});

describe('finding', () => {
  it('finds tokens in headers, in fields and in a body that is one', async () => {
    const [one, two, three] = await Promise.all([sign({ n: 1 }), sign({ n: 2 }), sign({ n: 3 })]);
    const headers = [
      { name: 'Authorization', value: `Bearer ${one}` },
      { name: 'Cookie', value: `a=b; session=${two}; c=d` },
      { name: 'Accept', value: 'a.b.c' },
    ];
    const places = (body: string) => findTokens(headers, Buffer.from(body)).map(({ place }) => place);
    expect(places(JSON.stringify({ data: [{ token: three }], text: 'eyno.no.no' }))).toEqual([
      'header Authorization',
      'header Cookie',
      'body data[0].token',
    ]);
    expect(places(three)).toContain('body');
    expect(places(`id_token=${three}&state=1`)).toContain('body');
  });

  it('takes no longer for what was made to take long', () => {
    // Quadratic time would be minutes: the test's own limit tells.
    for (const body of ['ey'.repeat(500_000), '-ey'.repeat(300_000), `ey${'A'.repeat(20)}.`.repeat(40_000)]) {
      expect(findTokens([], Buffer.from(body))).toEqual([]);
    }
  });

  it('gives up on what is too deep or too much', () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    expect(findTokens([], Buffer.from(deep))).toEqual([]);
    const many = Array.from({ length: 100 }, () => unsigned({ alg: 'HS256' }, {}));
    expect(findTokens([], Buffer.from(JSON.stringify(many)))).toHaveLength(20);
  });
});
