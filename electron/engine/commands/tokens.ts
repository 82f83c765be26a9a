import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { TokenReport } from '../../../shared/model/token.ts';
import type { HandlersOf } from './handlers.ts';

interface TokenCommandDeps {
  inspect(input: ParsedInput<'tokens.inspect'>): Promise<TokenReport[]>;
}

export function tokenCommands({ inspect }: TokenCommandDeps): HandlersOf<'tokens'> {
  return {
    async 'tokens.inspect'(input) {
      if ((input.token === undefined) === (input.exchangeId === undefined)) {
        const message = 'Give either token or exchangeId.';
        throw new CommandError('bad_input', message, [{ path: 'token', message }]);
      }
      return { tokens: await inspect(input) };
    },
  };
}
