import {
  CompactEncrypt,
  FlattenedEncrypt,
  flattenedDecrypt,
  GeneralEncrypt,
  errors,
  type DecryptOptions,
  type FlattenedJWE,
  type JWEHeaderParameters,
} from 'jose';
import { JWE_ALGORITHMS, JWE_ENCRYPTIONS, type PayloadFormat } from '../../../shared/model/encryption.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { PLAINTEXT_LIMIT_BYTES, type Keys, type Opened } from './cipher.ts';
import { jweKey } from './jwe-key.ts';
import { readJwe, type JweRecipient, type ParsedJwe } from './jwe-parts.ts';
import { refusal } from './refusal.ts';

type JweFormat = Extract<PayloadFormat, { format: 'jwe' }>;

/** Some libraries ask for 600,000 rounds today; more than this costs a sender nothing and us seconds. */
const MAX_PBES2_COUNT = 1_000_000;

const options: DecryptOptions = {
  keyManagementAlgorithms: [...JWE_ALGORITHMS],
  maxPBES2Count: MAX_PBES2_COUNT,
  maxDecompressedLength: PLAINTEXT_LIMIT_BYTES,
};

/** A JWE (RFC 7516), compact or JSON, for any of its recipients; nested signatures are left as they are found. */
export async function openJwe(content: Uint8Array, keys: Keys): Promise<Opened> {
  const jwe = readJwe(content);
  if (jwe === undefined) throw refusal('content', 'This is no JWE, neither compact nor JSON.');
  let problem: unknown;
  for (const recipient of jwe.recipients) {
    try {
      return await openFor(recipient, jwe.serialization, keys);
    } catch (error) {
      // That of a key that does not fit says more than that of a recipient the key is not for.
      if (problem === undefined || isAboutKey(error)) problem = error;
    }
  }
  throw problem;
}

async function openFor(
  recipient: JweRecipient,
  serialization: ParsedJwe['serialization'],
  keys: Keys,
): Promise<Opened> {
  const { header, json, warnings } = recipient;
  const { alg, enc } = checkedAlgorithms(recipient);
  const text = (value: unknown, limit: number) =>
    typeof value === 'string' ? value.slice(0, limit) : undefined;
  const [kid, cty] = [text(header['kid'], 500), text(header['cty'], 200)];
  const isCompressed = header['zip'] !== undefined;
  const key = jweKey(keys, { alg, enc, kid }, 'decrypt');
  const { plaintext } = await flattenedDecrypt(json as unknown as FlattenedJWE, key, options).catch(
    (error: unknown) => {
      throw explained(error, alg);
    },
  );
  return {
    plaintext,
    how: {
      format: 'jwe',
      alg,
      enc,
      serialization,
      ...(kid === undefined ? {} : { kid }),
      ...(cty === undefined ? {} : { cty }),
      isCompressed,
    },
    details: [
      { label: 'Key', value: alg },
      { label: 'Cipher', value: enc },
      ...(kid === undefined ? [] : [{ label: 'Key id', value: kid }]),
      ...(isCompressed ? [{ label: 'Compression', value: 'DEF' }] : []),
    ],
    warnings,
  };
}

const isAboutKey = (error: unknown): boolean =>
  error instanceof CommandError && error.details?.[0]?.path === 'secretName';

export async function sealJwe(plaintext: Uint8Array, how: JweFormat, keys: Keys): Promise<Uint8Array> {
  const key = jweKey(keys, how, 'encrypt');
  const header: JWEHeaderParameters = {
    alg: how.alg,
    enc: how.enc,
    ...(how.kid === undefined ? {} : { kid: how.kid }),
    ...(how.cty === undefined ? {} : { cty: how.cty }),
    ...(how.isCompressed ? { zip: 'DEF' } : {}),
  };
  try {
    return Buffer.from(await serialized(plaintext, how, header, key));
  } catch (error) {
    throw explained(error, how.alg);
  }
}

async function serialized(
  plaintext: Uint8Array,
  how: JweFormat,
  header: JWEHeaderParameters,
  key: ReturnType<typeof jweKey>,
): Promise<string> {
  switch (how.serialization) {
    case 'compact':
      return new CompactEncrypt(plaintext)
        .setProtectedHeader({ ...header, alg: how.alg, enc: how.enc })
        .encrypt(key);
    case 'flattened':
      return JSON.stringify(await new FlattenedEncrypt(plaintext).setProtectedHeader(header).encrypt(key));
    case 'general': {
      const sealing = new GeneralEncrypt(plaintext).setProtectedHeader(header);
      sealing.addRecipient(key);
      return JSON.stringify(await sealing.encrypt());
    }
  }
}

function checkedAlgorithms({ header }: JweRecipient): Pick<JweFormat, 'alg' | 'enc'> {
  const { alg, enc } = header as { alg?: unknown; enc?: unknown };
  if (alg === 'RSA1_5') {
    throw refusal(
      'how',
      'RSA1_5 (PKCS #1 v1.5) is not decrypted: it lets an attacker find the plaintext by asking. Use RSA-OAEP-256.',
    );
  }
  const found = {
    alg: JWE_ALGORITHMS.find((each) => each === alg),
    enc: JWE_ENCRYPTIONS.find((each) => each === enc),
  };
  if (found.alg === undefined)
    throw refusal('how', `The JWE algorithm ${String(alg).slice(0, 40)} is not known.`);
  if (found.enc === undefined)
    throw refusal('how', `The JWE encryption ${String(enc).slice(0, 40)} is not known.`);
  return { alg: found.alg, enc: found.enc };
}

function explained(error: unknown, alg: string): Error {
  if (error instanceof errors.JWEDecryptionFailed) {
    return refusal(
      'secretName',
      'The key does not fit, or the message was changed on the way: its tag is another.',
    );
  }
  if (error instanceof errors.JWEInvalid && error.message.includes('exceeded the configured limit')) {
    return refusal('content', 'It unpacks to more than 16 MiB: it may be a bomb, and is not unpacked.');
  }
  if (error instanceof errors.JOSEError)
    return refusal('content', `The JWE can’t be read: ${error.message}.`);
  // WebCrypto says no more than that a key is not of the kind.
  return refusal('secretName', `The secret is no key for ${alg}.`);
}
