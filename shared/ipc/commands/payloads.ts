import { z } from 'zod';
import { BodyContent, BodySource } from '../../model/body.ts';
import { Encryption, FieldPath, PayloadFormat } from '../../model/encryption.ts';
import { SecretName } from '../../model/secret.ts';
import { TokenReport } from '../../model/token.ts';
import { idOf } from '../../model/id.ts';
import { command } from '../command.ts';

/** A body that is stored, with its content codings undone, or one that is given. */
const body = {
  source: BodySource.optional(),
  content: BodyContent.optional(),
};

export const payloadCommands = {
  /** How a body is encrypted, by its form alone: the likeliest first, empty where it is not. */
  'payloads.detect': command(
    z.strictObject(body),
    z.strictObject({
      found: z.array(z.strictObject({ how: PayloadFormat, field: FieldPath.optional() })),
    }),
  ),
  /**
   * Decrypts with a stored key. Without `how` it is found out; without `secretName` each stored secret is tried, for formats
   * that tell a wrong key. `bad_input` says what does not fit, and where.
   */
  'payloads.decrypt': command(
    z.strictObject({
      ...body,
      secretName: SecretName.optional(),
      passphraseName: SecretName.optional(),
      field: FieldPath.optional(),
      how: PayloadFormat.optional(),
    }),
    z.strictObject({
      plaintext: BodyContent,
      /** What it takes to encrypt it the same way again. */
      encryption: Encryption,
      details: z.array(z.strictObject({ label: z.string(), value: z.string() })),
      warnings: z.array(z.string()),
      /** Tokens inside of it: a JWS in a JWE. */
      tokens: z.array(TokenReport),
    }),
  ),
  'payloads.encrypt': command(
    z.strictObject({ content: BodyContent, encryption: Encryption }),
    z.strictObject({ body: BodyContent }),
  ),
} as const;

export const tokenCommands = {
  /**
   * Takes apart and checks one token, or each that is found in the headers and the body of an exchange. The key of a
   * signature is a stored secret; no URL in a token is ever called.
   */
  'tokens.inspect': command(
    z.strictObject({
      token: z
        .string()
        .trim()
        .min(1)
        .max(1024 * 1024)
        .optional(),
      exchangeId: idOf('exc').optional(),
      secretName: SecretName.optional(),
      /** Epoch ms at which its times are judged; now when absent. */
      at: z.int().optional(),
    }),
    z.strictObject({ tokens: z.array(TokenReport) }),
  ),
} as const;
