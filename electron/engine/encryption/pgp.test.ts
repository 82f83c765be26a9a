import {
  createMessage,
  encrypt,
  generateKey,
  readMessage,
  decrypt,
  readPrivateKey,
  enums,
  sign,
} from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { detectEncryption } from './detect.ts';
import { openPgp, sealPgp } from './pgp.ts';

let locked: { privateKey: string; publicKey: string };
let plain: { privateKey: string; publicKey: string };

beforeAll(async () => {
  const userIDs = [{ name: 'Test', email: 'test@example.com' }];
  locked = await generateKey({ userIDs, passphrase: 'open sesame', format: 'armored' });
  plain = await generateKey({ userIDs, format: 'armored' });
});

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('OpenPGP', () => {
  it('opens what a password sealed, and is recognised', async () => {
    const message = (await encrypt({
      message: await createMessage({ text: 'hello ü' }),
      passwords: 'secret',
    })) as unknown as string;
    expect(detectEncryption(Buffer.from(message))).toEqual([{ how: { format: 'pgp' } }]);
    expect(text((await openPgp(Buffer.from(message), { secret: 'secret' })).plaintext)).toBe('hello ü');
    await expect(openPgp(Buffer.from(message), { secret: 'other' })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });

  it('seals what the library opens, for a public key, a private key or with a password', async () => {
    const key = await readPrivateKey({ armoredKey: plain.privateKey });
    for (const secret of [plain.publicKey, plain.privateKey]) {
      const armored = text(await sealPgp(Buffer.from('hello'), { secret }));
      const message = await readMessage({ armoredMessage: armored });
      expect((await decrypt({ message, decryptionKeys: key })).data).toBe('hello');
    }
    const armored = text(await sealPgp(Buffer.from('hello'), { secret: 'a password' }));
    const message = await readMessage({ armoredMessage: armored });
    expect((await decrypt({ message, passwords: 'a password' })).data).toBe('hello');
  });

  it('opens with a locked key and its passphrase, and asks for it', async () => {
    const content = await sealPgp(Buffer.from('hello'), { secret: locked.publicKey });
    const secret = locked.privateKey;
    expect(text((await openPgp(content, { secret, passphrase: 'open sesame' })).plaintext)).toBe('hello');
    for (const keys of [{ secret }, { secret, passphrase: 'wrong' }]) {
      await expect(openPgp(content, keys)).rejects.toMatchObject({ details: [{ path: 'passphraseName' }] });
    }
  });

  it('names another key, and a key that is none', async () => {
    const content = await sealPgp(Buffer.from('hello'), { secret: locked.publicKey });
    await expect(openPgp(content, { secret: plain.privateKey })).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
    await expect(openPgp(content, { secret: '-----BEGIN PGP nothing' })).rejects.toMatchObject({
      details: [{ path: 'secretName' }],
    });
  });

  it('refuses a message that was changed', async () => {
    const armored = text(await sealPgp(Buffer.from('hello, this is a longer text'), { secret: 'secret' }));
    const lines = armored.split('\n');
    const at = lines.findIndex((line) => line.trim() === '') + 2;
    const line = lines[at] ?? '';
    lines[at] = (line.startsWith('A') ? 'B' : 'A') + line.slice(1);
    await expect(openPgp(Buffer.from(lines.join('\n')), { secret: 'secret' })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });

  it('says that a signature inside was not checked', async () => {
    const signingKeys = await readPrivateKey({ armoredKey: plain.privateKey });
    const message = (await encrypt({
      message: await createMessage({ text: 'signed' }),
      passwords: 'secret',
      signingKeys,
    })) as unknown as string;
    expect((await openPgp(Buffer.from(message), { secret: 'secret' })).warnings.join()).toContain(
      'not checked',
    );
    const clear = await createMessage({ text: 'x' });
    const unencrypted = (await sign({ message: clear, signingKeys })) as unknown as string;
    await expect(openPgp(Buffer.from(unencrypted), { secret: 'secret' })).rejects.toMatchObject({
      code: 'bad_input',
    });
  });

  it('does not unpack a bomb', async () => {
    const bomb = (await encrypt({
      message: await createMessage({ binary: new Uint8Array(17 * 1024 * 1024) }),
      passwords: 'secret',
      config: { preferredCompressionAlgorithm: enums.compression.zlib },
    })) as unknown as string;
    expect(bomb.length).toBeLessThan(1024 * 1024);
    await expect(openPgp(Buffer.from(bomb), { secret: 'secret' })).rejects.toMatchObject({
      message: expect.stringContaining('bomb') as string,
    });
  });
});
