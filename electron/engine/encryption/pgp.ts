import { PLAINTEXT_LIMIT_BYTES, type Keys, type Opened } from './cipher.ts';
import { refusal } from './refusal.ts';

const BEGIN = '-----BEGIN PGP MESSAGE-----';
const END = '-----END PGP MESSAGE-----';

/** The armored message in a text; `undefined` when there is none. */
export function armorOf(content: Uint8Array): string | undefined {
  const text = Buffer.from(content).toString('utf8');
  const from = text.indexOf(BEGIN);
  const to = from === -1 ? -1 : text.indexOf(END, from);
  return to === -1 ? undefined : text.slice(from, to + END.length);
}

/** Half a megabyte of code that few sends need: it is loaded when one does. */
const openpgp = () => import('openpgp');
type OpenPgp = Awaited<ReturnType<typeof openpgp>>;

/** The library describes its results by types of a package that it does not bring along. */
interface Decrypted {
  data: Uint8Array;
  signatures: readonly { keyID: { toHex(): string } }[];
}

const config = { maxDecompressedMessageSize: PLAINTEXT_LIMIT_BYTES } as const;

const isArmoredKey = (secret: string): boolean => secret.includes('-----BEGIN PGP');

/** An OpenPGP message (RFC 9580), for a private key or with a password. */
export async function openPgp(content: Uint8Array, keys: Keys): Promise<Opened> {
  const armored = armorOf(content);
  if (armored === undefined) throw refusal('content', 'There is no -----BEGIN PGP MESSAGE----- in it.');
  const pgp = await openpgp();
  const message = await pgp.readMessage({ armoredMessage: armored, config }).catch(() => {
    throw refusal('content', 'The PGP message is damaged: its armor can’t be read.');
  });
  const opener = isArmoredKey(keys.secret)
    ? { decryptionKeys: await privateKey(pgp, keys) }
    : { passwords: keys.secret };
  try {
    const decrypted = pgp.decrypt({ message, ...opener, format: 'binary', config });
    const { data, signatures } = (await decrypted) as unknown as Decrypted;
    return {
      plaintext: data,
      how: { format: 'pgp' },
      details: [{ label: 'Opened with', value: 'passwords' in opener ? 'a password' : 'a private key' }],
      warnings: signatures.map(
        ({ keyID }) =>
          `It is signed by the key ${keyID.toHex()}, which was not checked: no public key is at hand.`,
      ),
    };
  } catch (error) {
    throw explained(error);
  }
}

export async function sealPgp(plaintext: Uint8Array, keys: Keys): Promise<Uint8Array> {
  const pgp = await openpgp();
  const message = await pgp.createMessage({ binary: plaintext });
  const sealer = isArmoredKey(keys.secret)
    ? { encryptionKeys: await publicKey(pgp, keys) }
    : { passwords: keys.secret };
  try {
    return Buffer.from(await pgp.encrypt({ message, ...sealer, format: 'armored' }));
  } catch {
    throw refusal(
      'secretName',
      'The key can’t encrypt: it has expired, was revoked, or has no part for encryption.',
    );
  }
}

async function privateKey(pgp: OpenPgp, { secret, passphrase }: Keys) {
  const key = await pgp.readPrivateKey({ armoredKey: secret }).catch(() => {
    throw refusal(
      'secretName',
      'The secret is no PGP private key: paste it from -----BEGIN PGP PRIVATE KEY----- on.',
    );
  });
  if (key.isDecrypted()) return key;
  if (passphrase === undefined) {
    throw refusal(
      'passphraseName',
      'The PGP key is protected by a passphrase: name the secret that holds it.',
    );
  }
  return pgp.decryptKey({ privateKey: key, passphrase }).catch(() => {
    throw refusal('passphraseName', 'The passphrase does not open the PGP key.');
  });
}

async function publicKey(pgp: OpenPgp, { secret }: Keys) {
  const key = await pgp.readKey({ armoredKey: secret }).catch(() => {
    throw refusal('secretName', 'The secret is no PGP key: paste it from -----BEGIN PGP to its END line.');
  });
  return key.toPublic();
}

function explained(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  if (/exceed|too large|decompressed message size/i.test(reason)) {
    return refusal('content', 'It unpacks to more than 16 MiB: it may be a bomb, and is not unpacked.');
  }
  if (/session key|decryption key|no decryption/i.test(reason)) {
    return refusal('secretName', 'The key or password does not open this message.');
  }
  return refusal('content', 'The message was changed on the way, or the key is another.');
}
