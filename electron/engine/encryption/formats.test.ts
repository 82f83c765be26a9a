import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayloadFormat } from '../../../shared/model/encryption.ts';
import { detectEncryption } from './detect.ts';
import { openPayload, sealPayload } from './payload.ts';

const open = async (content: string | Uint8Array, how: PayloadFormat, secret: string, field?: string) => {
  const opened = await openPayload(Buffer.from(content), how, field, { secret });
  return { ...opened, text: Buffer.from(opened.plaintext).toString() };
};
const seal = async (text: string | Uint8Array, how: PayloadFormat, secret: string, field?: string) =>
  Buffer.from(await sealPayload(Buffer.from(text), how, field, { secret })).toString();
const format = (input: unknown): PayloadFormat => PayloadFormat.parse(input);

describe('Feishu', () => {
  it('opens the vector of its documents', async () => {
    const body = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';
    expect(detectEncryption(Buffer.from(body))).toEqual([{ how: { format: 'feishu' } }]);
    expect((await open(body, { format: 'feishu' }, 'test key')).text).toBe('hello world');
  });

  it('seals what node:crypto opens by the documented rules', async () => {
    const { encrypt } = JSON.parse(await seal('{"a":"ü"}', { format: 'feishu' }, 'key')) as {
      encrypt: string;
    };
    const bytes = Buffer.from(encrypt, 'base64');
    const decipher = createDecipheriv(
      'aes-256-cbc',
      createHash('sha256').update('key').digest(),
      bytes.subarray(0, 16),
    );
    expect(Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString()).toBe(
      '{"a":"ü"}',
    );
  });
});

/** developer.work.weixin.qq.com/document/path/90968, read 2026-11-25. */
const weChat = {
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  body: '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><Encrypt><![CDATA[RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==]]></Encrypt><AgentID><![CDATA[218]]></AgentID></xml>',
};

describe('WeChat', () => {
  it('opens the vector of its documents', async () => {
    const [found] = detectEncryption(Buffer.from(weChat.body));
    const opened = await open(weChat.body, found?.how ?? expect.fail('It was not recognised.'), weChat.key);
    expect(opened.text).toContain('<Content><![CDATA[hello]]></Content>');
    expect(opened.how).toEqual({
      format: 'wechat',
      receiverId: 'wx5823bf96d3bd56c7',
      toUserName: 'wx5823bf96d3bd56c7',
      isJson: false,
    });
  });

  it.each([true, false])('seals what it opens, any length of text (JSON: %s)', async (isJson) => {
    const how = format({ format: 'wechat', receiverId: 'wx1', toUserName: 'gh_1', isJson });
    for (const length of [0, 1, 11, 12, 13, 31, 32, 33, 500]) {
      const sealed = await seal('x'.repeat(length), how, weChat.key);
      expect(await open(sealed, how, weChat.key)).toMatchObject({ text: 'x'.repeat(length), how });
      expect(detectEncryption(Buffer.from(sealed))[0]?.how.format).toBe('wechat');
    }
  });

  it('names another key, and a secret that is no key', async () => {
    const how = format({ format: 'wechat' });
    await expect(open(weChat.body, how, 'a'.repeat(43))).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
    await expect(open(weChat.body, how, 'short')).rejects.toMatchObject({
      message: expect.stringContaining('43') as string,
    });
  });
});

describe('WeChat Pay', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const notification = () => {
    const cipher = createCipheriv('aes-256-gcm', secret, 'fdasflkja484');
    cipher.setAAD(Buffer.from('transaction'));
    const ciphertext = Buffer.concat([
      cipher.update('{"trade_state":"SUCCESS"}'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
    return JSON.stringify({
      id: 'EV-1',
      event_type: 'TRANSACTION.SUCCESS',
      resource: {
        original_type: 'transaction',
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: ciphertext.toString('base64'),
        associated_data: 'transaction',
        nonce: 'fdasflkja484',
      },
    });
  };

  it('shows the resource in its place and seals it there again', async () => {
    const [found] = detectEncryption(Buffer.from(notification()));
    expect(found).toEqual({ how: { format: 'wechat-pay' }, field: 'resource' });
    const opened = await open(notification(), { format: 'wechat-pay' }, secret, 'resource');
    expect(JSON.parse(opened.text)).toMatchObject({ id: 'EV-1', resource: { trade_state: 'SUCCESS' } });
    const edited = opened.text.replace('SUCCESS"}', 'REFUND"}');
    const again = await seal(edited, opened.how, secret, 'resource');
    expect(JSON.parse(again)).toMatchObject({ id: 'EV-1', resource: { algorithm: 'AEAD_AES_256_GCM' } });
    expect((await open(again, opened.how, secret, 'resource')).text).toBe(edited);
  });

  it('refuses other associated data', async () => {
    const changed = notification().replace('"associated_data":"transaction"', '"associated_data":"other"');
    await expect(open(changed, { format: 'wechat-pay' }, secret, 'resource')).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
  });
});

describe('AES envelopes', () => {
  const hex = Buffer.alloc(32, 9).toString('hex');
  const layouts = [
    { kind: 'members' },
    { kind: 'members', iv: 'nonce', ciphertext: 'data', tag: 'authTag' },
    { kind: 'members', iv: 'iv', ciphertext: 'ct', tag: 'mac', aad: 'aad' },
    { kind: 'joined' },
    { kind: 'joined', order: 'iv-tag-ciphertext' },
    { kind: 'joined', order: 'ciphertext-tag-iv', ivBytes: 16 },
    { kind: 'joined', order: 'tag-iv-ciphertext' },
  ];
  it.each(
    layouts.flatMap((parts) =>
      ['base64', 'base64url', 'hex'].flatMap((encoding) =>
        ['aes-gcm', 'aes-cbc'].map((name) => ({ parts, encoding, name })),
      ),
    ),
  )('$name $encoding $parts', async ({ parts, encoding, name }) => {
    const how = format({
      format: name,
      encoding,
      parts,
      ...(name === 'aes-cbc' ? {} : { aad: 'bound' }),
    });
    const sealed = await seal('{"total":1}', how, hex);
    expect(await open(sealed, how, hex)).toMatchObject({ text: '{"total":1}' });
  });

  it('opens what node:crypto sealed, found by the names of its members', async () => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(hex, 'hex'), iv);
    const ciphertext = Buffer.concat([cipher.update('hello'), cipher.final()]);
    const body = JSON.stringify({
      nonce: iv.toString('base64'),
      encrypted_data: ciphertext.toString('base64'),
      auth_tag: cipher.getAuthTag().toString('base64'),
    });
    const [found] = detectEncryption(Buffer.from(body));
    expect((await open(body, found?.how ?? expect.fail('It was not recognised.'), hex)).text).toBe('hello');
  });

  it.each([
    ['base64', Buffer.alloc(16, 1).toString('base64'), 16],
    ['hex', Buffer.alloc(24, 1).toString('hex'), 24],
    ['text', 'k'.repeat(32), 32],
    ['sha256', 'any text', 32],
    ['md5', 'any text', 16],
    ['pbkdf2', 'any text', 24],
  ])('takes a key written as %s', async (from, secret, bytes) => {
    const key = { from, salt: 'salt', iterations: 1000, ...(from === 'pbkdf2' ? { keyBytes: 24 } : {}) };
    const how = format({ format: 'aes-gcm', key });
    const opened = await open(await seal('x', how, secret), how, secret);
    expect(opened.details).toContainEqual({ label: 'Cipher', value: `AES-${bytes * 8}-GCM` });
  });

  it('names a key of a length that AES has not', async () => {
    await expect(seal('x', format({ format: 'aes-gcm' }), 'five!')).rejects.toMatchObject({
      message: expect.stringContaining('5 bytes') as string,
    });
  });

  it('refuses GCM with any one bit changed', async () => {
    const how = format({ format: 'aes-gcm', parts: { kind: 'joined' } });
    const sealed = Buffer.from(await seal('hello', how, hex), 'base64');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(open(changed.toString('base64'), how, hex)).rejects.toMatchObject({ code: 'bad_input' });
    }
  });

  it('takes a tag of no other length, and warns that CBC has none', async () => {
    const how = format({ format: 'aes-gcm', parts: { kind: 'members', tag: 'tag' } });
    const { tag, ...rest } = JSON.parse(await seal('x', how, hex)) as { tag: string };
    const short = JSON.stringify({
      ...rest,
      tag: Buffer.from(tag, 'base64').subarray(0, 4).toString('base64'),
    });
    await expect(open(short, how, hex)).rejects.toMatchObject({ details: [{ path: 'content' }] });
    const cbc = format({ format: 'aes-cbc' });
    expect((await open(await seal('x', cbc, hex), cbc, hex)).warnings.join()).toContain(
      'no authentication tag',
    );
  });
});

describe('RSA-wrapped keys', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each(
    ['oaep-sha1', 'oaep-sha256'].flatMap((padding) =>
      ['aes-gcm', 'aes-cbc'].map((cipher) => ({ padding, cipher })),
    ),
  )('$padding, $cipher', async ({ padding, cipher }) => {
    const how = format({ format: 'rsa-aes', padding, cipher, keyBytes: 16 });
    const sealed = await seal('secret text', how, publicPem);
    const [found] = detectEncryption(Buffer.from(sealed));
    expect(found?.how.format).toBe('rsa-aes');
    expect((await open(sealed, how, secret)).text).toBe('secret text');
    const { encryptedKey } = JSON.parse(sealed) as { encryptedKey: string };
    const key = privateDecrypt(
      { key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: padding.slice(5) },
      Buffer.from(encryptedKey, 'base64'),
    );
    expect(key).toHaveLength(16);
  });

  it('names another RSA key', async () => {
    const how = format({ format: 'rsa-aes' });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    await expect(open(await seal('x', how, publicPem), how, other.toString())).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
  });
});

describe('fields', () => {
  const how = format({ format: 'jwe', alg: 'dir', enc: 'A256GCM' });
  const secret = 'k'.repeat(32);

  it('a field is decrypted in its place and encrypted there again', async () => {
    const document = JSON.stringify({
      id: 1,
      data: [{ card: { number: '4242' }, note: 'x' }],
      'a.b': 'plain',
    });
    for (const field of ['data[0].card', '$.data[0].note', '$["a.b"]', '["a.b"]']) {
      const sealed = await seal(document, how, secret, field);
      expect(sealed).not.toBe(document);
      expect((await open(sealed, how, secret, field)).text).toBe(document);
    }
    const sealed = await seal(document, how, secret, 'data[0].card');
    expect(detectEncryption(Buffer.from(sealed))).toMatchObject([
      { field: 'data[0].card', how: { format: 'jwe' } },
    ]);
  });

  it.each([
    ['no.such', '{"a":1}', 'field'],
    ['a.b', '{"a":"text"}', 'field'],
    ['__proto__', '{"a":1}', 'field'],
    ['a', 'not json', 'content'],
  ])('refuses %s in %s', async (field, body, path) => {
    await expect(open(body, how, secret, field)).rejects.toMatchObject({ details: [{ path }] });
  });
});

describe('what is not encrypted', () => {
  it.each([
    '',
    'text',
    '{}',
    '[]',
    '{"a":1}',
    '{"encrypt":"short"}',
    '{"data":"plain","iv":"x"}',
    'a.b.c.d.e',
    '<xml></xml>',
  ])('is not taken for it: %s', (body) => {
    expect(detectEncryption(Buffer.from(body))).toEqual([]);
  });

  it('nor is anything thrown, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
        ),
        (body) => {
          detectEncryption(Buffer.from(body));
        },
      ),
    );
  });

  it('takes no longer for what was made to take long', () => {
    const size = 200_000;
    const hostile = [
      '-----BEGIN PGP MESSAGE-----'.repeat(size / 20),
      `<xml><Encrypt>${' '.repeat(size)}`,
      '<Encrypt>'.repeat(size / 9),
      `${'A'.repeat(size)}.`.repeat(3),
      '['.repeat(size),
    ];
    // Quadratic time would be minutes: the test's own limit tells.
    for (const body of hostile) expect(detectEncryption(Buffer.from(body))).toEqual([]);
  });
});
