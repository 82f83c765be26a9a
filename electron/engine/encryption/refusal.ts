import { CommandError } from '../../../shared/ipc/envelope.ts';

/** Why a payload can't be decrypted or encrypted: where the mistake is, and one sentence that says what to do. */
export const refusal = (
  path: 'content' | 'secretName' | 'passphraseName' | 'how' | 'field',
  message: string,
) => new CommandError('bad_input', message, [{ path, message }]);
