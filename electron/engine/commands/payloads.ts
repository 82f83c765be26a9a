import type { BodyContent, BodySource } from '../../../shared/model/body.ts';
import type { Encryption, PayloadFormat } from '../../../shared/model/encryption.ts';
import type { TokenReport } from '../../../shared/model/token.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { HandlersOf } from './handlers.ts';

interface PayloadCommandDeps {
  /** A stored body with its content codings undone; `undefined` when there is none. Throws when it is too large. */
  readBody(source: BodySource): Promise<Uint8Array | undefined>;
  detect(content: Uint8Array): { how: PayloadFormat; field?: string }[];
  decrypt(
    input: ParsedInput<'payloads.decrypt'>,
    content: Uint8Array,
  ): Promise<{
    plaintext: Uint8Array;
    encryption: Encryption;
    details: { label: string; value: string }[];
    warnings: string[];
    tokens: TokenReport[];
  }>;
  encrypt(content: Uint8Array, encryption: Encryption): Promise<Uint8Array>;
}

export function payloadCommands(deps: PayloadCommandDeps): HandlersOf<'payloads'> {
  const contentOf = async ({
    source,
    content,
  }: {
    source?: BodySource | undefined;
    content?: BodyContent | undefined;
  }) => {
    if ((source === undefined) === (content === undefined)) {
      const message = 'Give either source, the body of an exchange, or content.';
      throw new CommandError('bad_input', message, [{ path: 'content', message }]);
    }
    const bytes = source === undefined ? fromContent(content ?? { text: '' }) : await deps.readBody(source);
    if (bytes === undefined) throw new CommandError('not_found', 'There is no such body any more.');
    return bytes;
  };
  return {
    async 'payloads.detect'(input) {
      return { found: deps.detect(await contentOf(input)) };
    },
    async 'payloads.decrypt'(input) {
      const { plaintext, ...rest } = await deps.decrypt(input, await contentOf(input));
      return { ...rest, plaintext: toContent(plaintext) };
    },
    async 'payloads.encrypt'({ content, encryption }) {
      return { body: toContent(await deps.encrypt(fromContent(content), encryption)) };
    },
  };
}

const fromContent = (content: BodyContent): Uint8Array =>
  'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64');

/** As text where the bytes are exactly that. */
function toContent(bytes: Uint8Array): BodyContent {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { base64: Buffer.from(bytes).toString('base64') };
  }
}
