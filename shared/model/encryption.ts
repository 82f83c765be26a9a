import { z } from 'zod';
import { SecretName } from './secret.ts';

/** How bytes are written as text. */
export const TextEncoding = z.enum(['base64', 'base64url', 'hex']);
export type TextEncoding = z.infer<typeof TextEncoding>;

/** How the text of a secret becomes the key of AES. */
export const KeyDerivation = z.strictObject({
  /**
   * `auto` takes the first of base64, hex and plain text that gives 16, 24 or 32 bytes; `sha256` and `md5` hash the text;
   * `pbkdf2` stretches it.
   */
  from: z.enum(['auto', 'base64', 'hex', 'text', 'sha256', 'md5', 'pbkdf2']).default('auto'),
  /** For `pbkdf2`, as text. */
  salt: z.string().max(1000).optional(),
  iterations: z.int().min(1).max(2_000_000).default(100_000),
  hash: z.enum(['sha1', 'sha256', 'sha512']).default('sha256'),
  keyBytes: z.union([z.literal(16), z.literal(24), z.literal(32)]).default(32),
});
export type KeyDerivation = z.infer<typeof KeyDerivation>;

const memberName = z.string().min(1).max(200);

/** Where the parts of an AES envelope stand. */
export const EnvelopeParts = z.discriminatedUnion('kind', [
  /** One text holds all of them, one behind the other. */
  z.strictObject({
    kind: z.literal('joined'),
    order: z
      .enum(['iv-ciphertext-tag', 'iv-tag-ciphertext', 'ciphertext-tag-iv', 'tag-iv-ciphertext'])
      .default('iv-ciphertext-tag'),
    /** 12 for GCM, 16 for CBC when absent. */
    ivBytes: z.int().min(8).max(16).optional(),
  }),
  /** A JSON object has a member for each; a tag without a member of its own stands behind the ciphertext. */
  z.strictObject({
    kind: z.literal('members'),
    iv: memberName.default('iv'),
    ciphertext: memberName.default('ciphertext'),
    tag: memberName.optional(),
    /** Additional authenticated data, as text. */
    aad: memberName.optional(),
  }),
]);
export type EnvelopeParts = z.infer<typeof EnvelopeParts>;

const aes = {
  parts: EnvelopeParts.prefault({ kind: 'members' }),
  encoding: TextEncoding.default('base64'),
  key: KeyDerivation.prefault({}),
  /** Additional authenticated data as text: what is used where no member holds any, and what is written there. */
  aad: z.string().max(1000).optional(),
};

export const JWE_ALGORITHMS = [
  'RSA-OAEP',
  'RSA-OAEP-256',
  'RSA-OAEP-384',
  'RSA-OAEP-512',
  'A128KW',
  'A192KW',
  'A256KW',
  'dir',
  'ECDH-ES',
  'ECDH-ES+A128KW',
  'ECDH-ES+A192KW',
  'ECDH-ES+A256KW',
  'A128GCMKW',
  'A192GCMKW',
  'A256GCMKW',
  'PBES2-HS256+A128KW',
  'PBES2-HS384+A192KW',
  'PBES2-HS512+A256KW',
] as const;
export const JWE_ENCRYPTIONS = [
  'A128CBC-HS256',
  'A192CBC-HS384',
  'A256CBC-HS512',
  'A128GCM',
  'A192GCM',
  'A256GCM',
] as const;

/** How a payload is encrypted, without its key. */
export const PayloadFormat = z.discriminatedUnion('format', [
  /** RFC 7516. */
  z.strictObject({
    format: z.literal('jwe'),
    alg: z.enum(JWE_ALGORITHMS),
    enc: z.enum(JWE_ENCRYPTIONS),
    serialization: z.enum(['compact', 'flattened', 'general']).default('compact'),
    kid: z.string().max(500).optional(),
    cty: z.string().max(200).optional(),
    isCompressed: z.boolean().default(false),
  }),
  z.strictObject({ format: z.literal('aes-gcm'), ...aes }),
  z.strictObject({ format: z.literal('aes-cbc'), ...aes }),
  /** An AES key that is encrypted with RSA, beside what it encrypts. */
  z.strictObject({
    format: z.literal('rsa-aes'),
    cipher: z.enum(['aes-gcm', 'aes-cbc']).default('aes-gcm'),
    padding: z.enum(['oaep-sha1', 'oaep-sha256', 'pkcs1']).default('oaep-sha256'),
    wrappedKey: memberName.default('encryptedKey'),
    parts: EnvelopeParts.prefault({ kind: 'members' }),
    encoding: TextEncoding.default('base64'),
    keyBytes: KeyDerivation.shape.keyBytes,
  }),
  /** Feishu and Lark: `{"encrypt": …}`. */
  z.strictObject({ format: z.literal('feishu') }),
  /** WeChat and WeCom: `Encrypt` in XML or JSON. */
  z.strictObject({
    format: z.literal('wechat'),
    /** Whom it is for: the app id or corp id behind the message. */
    receiverId: z.string().max(200).optional(),
    /** `toUserName` of the envelope. */
    toUserName: z.string().max(200).optional(),
    /** The envelope is JSON and not XML. */
    isJson: z.boolean().default(false),
  }),
  /** The `resource` of a WeChat Pay v3 notification. */
  z.strictObject({
    format: z.literal('wechat-pay'),
    associatedData: z.string().max(200).optional(),
    originalType: z.string().max(200).optional(),
  }),
  /** An OpenPGP message in ASCII armor, for a key or with a password. */
  z.strictObject({ format: z.literal('pgp') }),
]);
export type PayloadFormat = z.infer<typeof PayloadFormat>;
export type PayloadFormatName = PayloadFormat['format'];

/**
 * Where in a JSON document the encrypted value stands: `data.card`, `items[0].secret`, `$.a["b.c"]`. Absent where the whole
 * body is encrypted.
 */
export const FieldPath = z
  .string()
  .min(1)
  .max(500)
  .regex(
    /^(?:\$(?:\.|(?=\[)))?(?:[^.[\]"]+|\["[^"]+"\]|\[\d{1,6}\])(?:\.[^.[\]"]+|\["[^"]+"\]|\[\d{1,6}\])*$/,
    'must be a path such as data.card or items[0].secret',
  );

/** How a body, or a field of it, is encrypted, and with which keys. */
export const Encryption = z.strictObject({
  secretName: SecretName,
  /** Of a private key that is itself protected (PGP). */
  passphraseName: SecretName.optional(),
  field: FieldPath.optional(),
  how: PayloadFormat,
});
export type Encryption = z.infer<typeof Encryption>;

export const formatTitles: Record<PayloadFormatName, string> = {
  jwe: 'JWE',
  'aes-gcm': 'AES-GCM envelope',
  'aes-cbc': 'AES-CBC envelope',
  'rsa-aes': 'RSA-wrapped AES key',
  feishu: 'Feishu / Lark',
  wechat: 'WeChat / WeCom',
  'wechat-pay': 'WeChat Pay',
  pgp: 'OpenPGP',
};
