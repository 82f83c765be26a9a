import { createDecipheriv, createHash, generateKeyPairSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Encryption } from '../../shared/model/encryption.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

let harness: EngineHarness;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

beforeAll(async () => {
  harness = await openEngine();
  const secrets = {
    feishu: 'test key',
    'jwe.rsa': privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    'jwt.shared': 's'.repeat(32),
  };
  for (const [name, value] of Object.entries(secrets)) await harness.call('secrets.set', { name, value });
});
afterAll(() => harness.close());

async function capture(body: string, headers: Record<string, string> = {}): Promise<string> {
  await fetch(`${harness.engine.captureUrl}/inbox`, { method: 'POST', headers, body });
  const { items } = await harness.call('exchanges.list', { limit: 1 });
  return items[0]?.id ?? expect.fail('Nothing was captured.');
}
const jwe = (plaintext: string) =>
  new CompactEncrypt(Buffer.from(plaintext))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
    .encrypt(publicKey);

it('a captured body is decrypted with a stored key, found or named', async () => {
  const exchangeId = await capture(await jwe('{"paid":true}'), { 'Content-Type': 'application/jose' });
  const source = { kind: 'exchange', exchangeId } as const;
  expect((await harness.call('payloads.detect', { source })).found).toMatchObject([
    { how: { format: 'jwe' } },
  ]);
  for (const named of [{}, { secretName: 'jwe.rsa' }]) {
    expect(await harness.call('payloads.decrypt', { source, ...named })).toMatchObject({
      plaintext: { text: '{"paid":true}' },
      encryption: { secretName: 'jwe.rsa', how: { format: 'jwe', alg: 'RSA-OAEP-256', enc: 'A256GCM' } },
    });
  }
  await expect(harness.call('payloads.decrypt', { source, secretName: 'feishu' })).rejects.toMatchObject({
    code: 'bad_input',
    details: [{ path: 'secretName' }],
  });
  await expect(harness.call('payloads.decrypt', { source, secretName: 'none' })).rejects.toMatchObject({
    message: expect.stringContaining('no secret none') as string,
  });
});

it('a body that is compressed and encrypted is unpacked first', async () => {
  const { gzipSync } = await import('node:zlib');
  await fetch(`${harness.engine.captureUrl}/inbox`, {
    method: 'POST',
    headers: { 'Content-Encoding': 'gzip' },
    body: gzipSync('{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}'),
  });
  const { items } = await harness.call('exchanges.list', { limit: 1 });
  const source = { kind: 'exchange', exchangeId: items[0]?.id ?? '' } as const;
  expect((await harness.call('payloads.decrypt', { source })).plaintext).toEqual({ text: 'hello world' });
});

it('a JWS inside of a JWE is told of', async () => {
  const token = await new SignJWT({ sub: 'me' })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from('s'.repeat(32)));
  const { tokens } = await harness.call('payloads.decrypt', { content: { text: await jwe(token) } });
  expect(tokens).toMatchObject([{ kind: 'jws', claims: { sub: 'me' } }]);
});

it('a draft is kept as plain text and encrypted again on each send, then signed over what goes out', async () => {
  const encryption: Encryption = { secretName: 'feishu', how: { format: 'feishu' } };
  const draft = await harness.call('drafts.create', {
    url: `${harness.engine.captureUrl}/inbox`,
    body: { text: '{"plain":1}' },
    encryption,
  });
  expect(draft).toMatchObject({ encryption, body: { text: '{"plain":1}' } });
  const { method, url, headers, body } = draft;
  const delivery = await harness.call('drafts.send', {
    method,
    url,
    headers,
    body,
    encryption,
    draftId: draft.id,
    sign: { provider: 'github', secretName: 'jwt.shared' },
  });
  const { items } = await harness.call('exchanges.list', { limit: 1 });
  const { base64 } = await harness.call('bodies.read', {
    source: { kind: 'exchange', exchangeId: items[0]?.id ?? '' },
  });
  const sent = Buffer.from(base64, 'base64');
  const { encrypt } = JSON.parse(sent.toString()) as { encrypt: string };
  const bytes = Buffer.from(encrypt, 'base64');
  const key = createHash('sha256').update('test key').digest();
  const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
  expect(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString()).toBe(
    '{"plain":1}',
  );

  const verification = await harness.call('signatures.verify', {
    provider: 'github',
    secret: 's'.repeat(32),
    request: { method, url, headers: delivery.request.headers, body: { base64 } },
  });
  expect(verification.status).toBe('verified');
  const plain = await harness.call('drafts.update', { id: draft.id, encryption: null });
  expect(plain.encryption).toBeUndefined();
});

it('what is edited is opened by another library', async () => {
  const source = { kind: 'exchange', exchangeId: await capture(await jwe('{"amount":1}')) } as const;
  const { plaintext, encryption } = await harness.call('payloads.decrypt', { source });
  const edited = 'text' in plaintext ? plaintext.text.replace('1', '2') : '';
  const { body } = await harness.call('payloads.encrypt', { content: { text: edited }, encryption });
  const opened = await compactDecrypt('text' in body ? body.text : '', privateKey);
  expect(Buffer.from(opened.plaintext).toString()).toBe('{"amount":2}');
});

it('tokens of an exchange are taken apart and checked', async () => {
  const token = await new SignJWT({ sub: 'me', exp: 2_000_000_000 })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(Buffer.from('s'.repeat(32)));
  const exchangeId = await capture('{}', { Authorization: `Bearer ${token}` });
  const { tokens } = await harness.call('tokens.inspect', { exchangeId, secretName: 'jwt.shared' });
  expect(tokens).toMatchObject([
    {
      place: 'header Authorization',
      claims: { sub: 'me' },
      checks: [{ name: 'signature', state: 'ok' }, { name: 'expiry' }],
    },
  ]);
  const given = await harness.call('tokens.inspect', { token: `Bearer ${token}`, at: 2_000_000_000_001 });
  expect(given.tokens[0]?.checks).toContainEqual(
    expect.objectContaining({ name: 'expiry', state: 'failed' }),
  );
});

it.each([
  ['payloads.decrypt', {}],
  ['payloads.decrypt', { content: { text: 'plain' } }],
  ['payloads.detect', {}],
  ['tokens.inspect', {}],
  ['tokens.inspect', { token: 'no token' }],
] as const)('%s refuses %j', async (name, input) => {
  await expect(harness.call(name, input)).rejects.toMatchObject({ code: 'bad_input' });
});
