import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CompactEncrypt } from 'jose';
import { describe, expect, it } from 'vitest';
import { JWE_ALGORITHMS, JWE_ENCRYPTIONS } from '../../../shared/model/encryption.ts';
import { openJwe, sealJwe } from './jwe.ts';

/** RFC 7520 §5, as published at github.com/ietf-jose/cookbook. */
interface Vector {
  section: string;
  title: string;
  secret: string;
  plaintext: string;
  compact?: string;
  flattened?: string;
  general?: string;
}
const vectors = JSON.parse(
  readFileSync(new URL('testing/rfc7520-jwe.json', import.meta.url), 'utf8'),
) as Vector[];

const open = async (text: string, secret: string) => {
  const opened = await openJwe(Buffer.from(text), { secret });
  return { ...opened, text: Buffer.from(opened.plaintext).toString() };
};
const seal = async (how: Parameters<typeof sealJwe>[1], secret: string, text = 'plain') =>
  Buffer.from(await sealJwe(Buffer.from(text), how, { secret })).toString();

describe('RFC 7520 §5', () => {
  const cases = vectors.flatMap(({ compact, flattened, general, ...vector }) =>
    Object.entries({ compact, flattened, general }).flatMap(([serialization, text]) =>
      text === undefined ? [] : [{ ...vector, serialization, text }],
    ),
  );
  it.each(cases.filter(({ section }) => section !== '5.1'))(
    '$section $title, $serialization',
    async ({ text, secret, plaintext, serialization: listed }) => {
      // Without an encrypted key the RFC prints the flattened form in both places.
      const serialization = listed === 'general' && !text.includes('"recipients"') ? 'flattened' : listed;
      expect(await open(text, secret)).toMatchObject({
        text: plaintext,
        how: { format: 'jwe', serialization },
      });
    },
  );

  it('5.1 is refused: RSA1_5', async () => {
    const [{ compact = '', secret } = { secret: '' }] = vectors;
    await expect(open(compact, secret)).rejects.toMatchObject({
      code: 'bad_input',
      message: expect.stringContaining('RSA1_5') as string,
    });
  });

  it('5.13 opens for the third recipient with its key alone', async () => {
    const {
      general = '',
      secret,
      plaintext,
    } = vectors.find(({ section }) => section === '5.13') ?? expect.fail();
    const { keys } = JSON.parse(secret) as { keys: { kty: string }[] };
    for (const key of keys.filter(({ kty }) => kty !== 'RSA')) {
      expect((await open(general, JSON.stringify(key))).text).toBe(plaintext);
    }
  });
});

it('opens RFC 7516 appendix A.3', async () => {
  const jwe =
    'eyJhbGciOiJBMTI4S1ciLCJlbmMiOiJBMTI4Q0JDLUhTMjU2In0.6KB707dM9YTIgHtLvtgWQ8mKwboJW3of9locizkDTHzBC2IlrT1oOQ.AxY8DCtDaGlsbGljb3RoZQ.KDlTtXchhZTGufMYmOYGS4HffxPSUrfmqCHXaI9wOGY.U0m_YmjN04DJvceFICbCVQ';
  expect((await open(jwe, 'GawgguFyGrWKav7AX4VKUg')).text).toBe('Live long and prosper.');
});

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = (key: { export(options: { type: string; format: 'pem' }): string | Buffer }, type: string) =>
  key.export({ type, format: 'pem' }).toString();

/** The key to open with and the one to seal with, for each kind of algorithm. */
function keyFor(alg: string, enc: string): { open: string; seal: string } {
  if (alg.startsWith('RSA')) {
    return { open: pem(rsa.privateKey, 'pkcs1'), seal: pem(rsa.publicKey, 'spki') };
  }
  if (alg.startsWith('ECDH')) return { open: pem(ec.privateKey, 'pkcs8'), seal: pem(ec.publicKey, 'spki') };
  if (alg.startsWith('PBES2')) return { open: 'a password', seal: 'a password' };
  const name = alg === 'dir' ? enc : alg;
  const bytes = (Number(/\d+/.exec(name)?.[0]) / 8) * (name.includes('CBC') ? 2 : 1);
  const key = Buffer.alloc(bytes, 7).toString(bytes === 24 ? 'hex' : 'base64');
  return { open: key, seal: key };
}

describe('every algorithm', () => {
  const pairs = JWE_ALGORITHMS.flatMap((alg) => JWE_ENCRYPTIONS.map((enc) => ({ alg, enc })));
  it.each(pairs)('$alg with $enc seals what it opens', async ({ alg, enc }) => {
    const keys = keyFor(alg, enc);
    const sealed = await seal(
      { format: 'jwe', alg, enc, serialization: 'compact', isCompressed: false },
      keys.seal,
    );
    expect(await open(sealed, keys.open)).toMatchObject({ text: 'plain', how: { alg, enc } });
  });

  it.each(['compact', 'flattened', 'general'] as const)(
    '%s keeps key id, type and compression',
    async (serialization) => {
      const how = {
        format: 'jwe',
        alg: 'A256KW',
        enc: 'A256GCM',
        serialization,
        kid: 'key-1',
        cty: 'application/json',
        isCompressed: true,
      } as const;
      const secret = 'k'.repeat(32);
      expect((await open(await seal(how, secret), secret)).how).toEqual(how);
    },
  );
});

it('every single character changed is refused', async () => {
  const secret = 'k'.repeat(32);
  const sealed = await seal(
    { format: 'jwe', alg: 'A256GCMKW', enc: 'A256GCM', serialization: 'compact', isCompressed: false },
    secret,
  );
  for (let at = 0; at < sealed.length; at += 1) {
    if (sealed[at] === '.') continue;
    // The last character of a part may hold bits that mean nothing.
    if (sealed[at + 1] === '.' || at === sealed.length - 1) continue;
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    await expect(open(changed, secret)).rejects.toMatchObject({ code: 'bad_input' });
  }
});

it('a bomb is not unpacked', async () => {
  const secret = 'k'.repeat(16);
  const bomb = await new CompactEncrypt(Buffer.alloc(17 * 1024 * 1024))
    .setProtectedHeader({ alg: 'A128KW', enc: 'A128GCM', zip: 'DEF' })
    .encrypt(Buffer.from(secret));
  expect(bomb.length).toBeLessThan(64 * 1024);
  await expect(open(bomb, secret)).rejects.toMatchObject({
    message: expect.stringContaining('bomb') as string,
    details: [{ path: 'content' }],
  });
});

it('millions of rounds of PBES2 are not computed', async () => {
  const header = Buffer.from(
    JSON.stringify({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAA', p2c: 2 ** 31 }),
  ).toString('base64url');
  const forged = `${header}.${'A'.repeat(32)}.${'A'.repeat(16)}.${'A'.repeat(16)}.${'A'.repeat(22)}`;
  await expect(open(forged, 'password')).rejects.toMatchObject({ details: [{ path: 'content' }] });
});

it.each([
  ['a wrong key', 'x'.repeat(32), 'does not fit'],
  ['a key of the wrong length', 'x'.repeat(20), '32 bytes'],
  ['a PEM key where a shared one belongs', pem(rsa.privateKey, 'pkcs8'), 'shared key'],
  ['JSON that is no JWK', '{"a":1}', 'no kty'],
  ['cut JSON', '{"kty":', 'as a whole'],
])('%s is named', async (_, secret, words) => {
  const how = {
    format: 'jwe',
    alg: 'A256KW',
    enc: 'A256GCM',
    serialization: 'compact',
    isCompressed: false,
  } as const;
  await expect(open(await seal(how, 'k'.repeat(32)), secret)).rejects.toMatchObject({
    message: expect.stringContaining(words) as string,
    details: [{ path: 'secretName' }],
  });
});

it('an RSA key is asked for as PEM or JWK, and a certificate or private key seals too', async () => {
  const how = {
    format: 'jwe',
    alg: 'RSA-OAEP-256',
    enc: 'A256GCM',
    serialization: 'compact',
    isCompressed: false,
  } as const;
  await expect(seal(how, 'a password')).rejects.toMatchObject({ details: [{ path: 'secretName' }] });
  const sealed = await seal(how, pem(rsa.privateKey, 'pkcs8'));
  const jwk = JSON.stringify(rsa.privateKey.export({ format: 'jwk' }));
  expect((await open(sealed, jwk)).text).toBe('plain');
  expect(createPublicKey(rsa.privateKey).asymmetricKeyType).toBe('rsa');
});
