import type { BodySource } from '../../shared/model/body.ts';
import type { DraftBody } from '../../shared/model/draft.ts';
import type { Encryption, PayloadFormat } from '../../shared/model/encryption.ts';
import type { SecretName } from '../../shared/model/secret.ts';
import type { TokenReport } from '../../shared/model/token.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import type { ParsedInput } from '../../shared/ipc/contract.ts';
import type { Keys, Opened } from './encryption/cipher.ts';
import { detectEncryption } from './encryption/detect.ts';
import { openPayload, sealPayload } from './encryption/payload.ts';
import type { Clock, SecretsPort, Store } from './ports.ts';
import { findTokens } from './tokens/find-tokens.ts';
import { inspectToken } from './tokens/inspect-token.ts';
import { readToken } from './tokens/token-parts.ts';

interface PayloadsDeps {
  store: Store;
  secrets: SecretsPort;
  clock: Clock;
  readBody(source: BodySource): Promise<Uint8Array | undefined>;
}

interface Decrypted extends Omit<Opened, 'how'> {
  encryption: Encryption;
  tokens: TokenReport[];
}

/** Encrypted bodies and tokens, with the keys of the secret store. */
export interface Payloads {
  detect(content: Uint8Array): { how: PayloadFormat; field?: string }[];
  decrypt(input: ParsedInput<'payloads.decrypt'>, content: Uint8Array): Promise<Decrypted>;
  encrypt(content: Uint8Array, encryption: Encryption): Promise<Uint8Array>;
  inspect(input: ParsedInput<'tokens.inspect'>): Promise<TokenReport[]>;
  /** A draft with its body encrypted, where it is to be. */
  sealDraft<Request extends { body?: DraftBody | undefined }>(
    request: Request,
    encryption: Encryption | undefined,
  ): Promise<Request>;
}

/** No more secrets than this are tried on one body. */
const MAX_TRIED = 50;
/** A message may be made so that each try takes long. */
const TRYING_MS = 5_000;
/** The ngrok authtoken and the lab's key open nothing. */
const NOT_TRIED = /^(?:ngrok\.|paypal-lab\.)/;

export function createPayloads({ store, secrets, clock, readBody }: PayloadsDeps): Payloads {
  const secretOf = async (name: SecretName, path: string): Promise<string> => {
    const secret = await secrets.get(name);
    if (secret !== undefined) return secret;
    const message = `There is no secret ${name}: store it first.`;
    throw new CommandError('bad_input', message, [{ path, message }]);
  };
  const keysOf = async (name: SecretName, passphraseName: SecretName | undefined): Promise<Keys> => ({
    secret: await secretOf(name, 'secretName'),
    ...(passphraseName === undefined ? {} : { passphrase: await secretOf(passphraseName, 'passphraseName') }),
  });

  /** A message that came with nothing but a format that a wrong key can’t open unnoticed. */
  const findKey = async (
    content: Uint8Array,
    how: PayloadFormat,
    field: string | undefined,
    passphraseName: SecretName | undefined,
  ): Promise<{ secretName: SecretName; opened: Opened }> => {
    const names = (await secrets.list()).map(({ name }) => name).filter((name) => !NOT_TRIED.test(name));
    let problem: unknown;
    const endsAt = clock.monotonicMs() + TRYING_MS;
    for (const secretName of names.slice(0, MAX_TRIED)) {
      if (clock.monotonicMs() > endsAt) break;
      try {
        const opened = await openPayload(content, how, field, await keysOf(secretName, passphraseName));
        if (isProven(how) || isText(opened.plaintext)) return { secretName, opened };
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        // What is wrong with the message is wrong with every key.
        if (
          error.details?.some(({ path }) => path === 'content' || path === 'field' || path === 'how') === true
        ) {
          problem = error;
        }
      }
    }
    if (problem instanceof CommandError) throw problem;
    const message =
      names.length === 0
        ? 'No key is stored: store the one it was encrypted for as a secret.'
        : 'None of the stored secrets opens it: store the key it was encrypted for.';
    throw new CommandError('bad_input', message, [{ path: 'secretName', message }]);
  };

  const likeliest = (input: ParsedInput<'payloads.decrypt'>, content: Uint8Array) => {
    if (input.how !== undefined) return { how: input.how, field: input.field };
    const [found] = detectEncryption(content).filter(
      ({ field }) => input.field === undefined || field === input.field,
    );
    if (found !== undefined) return found;
    const message = 'It does not look encrypted in any way that Hookbench knows: say how with `how`.';
    throw new CommandError('bad_input', message, [{ path: 'how', message }]);
  };

  const encrypt = async (content: Uint8Array, { secretName, passphraseName, field, how }: Encryption) =>
    sealPayload(content, how, field, await keysOf(secretName, passphraseName));

  const plaintextOf = async (body: DraftBody | undefined): Promise<Uint8Array> => {
    if (body === undefined) return new Uint8Array();
    if ('text' in body) return Buffer.from(body.text);
    if ('base64' in body) return Buffer.from(body.base64, 'base64');
    const bytes = await readBody({ kind: 'exchange', exchangeId: body.exchangeId });
    if (bytes === undefined) throw new CommandError('not_found', `There is no exchange ${body.exchangeId}.`);
    return bytes;
  };

  return {
    detect: detectEncryption,
    async decrypt(input, content) {
      const { how: assumed, field } = likeliest(input, content);
      const { passphraseName } = input;
      const { secretName, opened } =
        input.secretName === undefined
          ? await findKey(content, assumed, field, passphraseName)
          : {
              secretName: input.secretName,
              opened: await openPayload(
                content,
                assumed,
                field,
                await keysOf(input.secretName, passphraseName),
              ),
            };
      const { how, ...rest } = opened;
      const options = { at: clock.now() };
      return {
        ...rest,
        encryption: {
          secretName,
          ...(passphraseName === undefined ? {} : { passphraseName }),
          ...(field === undefined ? {} : { field }),
          how,
        },
        tokens: await Promise.all(
          findTokens([], rest.plaintext).map((token) => inspectToken(token, options)),
        ),
      };
    },
    encrypt,
    async sealDraft(request, encryption) {
      if (encryption === undefined) return request;
      const sealed = await encrypt(await plaintextOf(request.body), encryption);
      return { ...request, body: { base64: Buffer.from(sealed).toString('base64') } };
    },
    async inspect({ token, exchangeId, secretName, at = clock.now() }) {
      const secret = secretName === undefined ? {} : { secret: await secretOf(secretName, 'secretName') };
      if (token !== undefined) {
        const found = readToken(token.replace(/^Bearer\s+/i, ''), 'given');
        if (found === undefined) {
          const message = 'This is no JWT or JWS: it has not three parts of base64url with a JSON header.';
          throw new CommandError('bad_input', message, [{ path: 'token', message }]);
        }
        return [await inspectToken(found, { ...secret, at })];
      }
      const exchange = await store.getExchange(exchangeId ?? '');
      if (exchange === undefined) {
        throw new CommandError('not_found', `There is no exchange ${exchangeId ?? ''}.`);
      }
      const body = (await readBody({ kind: 'exchange', exchangeId: exchange.id })) ?? new Uint8Array();
      const found = findTokens(exchange.request.headers, body);
      return Promise.all(found.map((each) => inspectToken(each, { ...secret, at, body })));
    },
  };
}

/** Formats with a tag or a sum, which a wrong key does not pass. */
const isProven = ({ format }: PayloadFormat): boolean =>
  format === 'jwe' ||
  format === 'aes-gcm' ||
  format === 'wechat' ||
  format === 'wechat-pay' ||
  format === 'pgp';

function isText(bytes: Uint8Array): boolean {
  try {
    return !/[\0-\x08]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}
