import type { Verification } from '../../../shared/model/verification.ts';
import type { CommandValue, ParsedInput } from '../../../shared/ipc/contract.ts';
import type { SchemeInfo } from '../../../shared/ipc/commands/signatures.ts';
import type { HandlersOf } from './handlers.ts';

interface SignatureCommandDeps {
  schemes(): SchemeInfo[];
  check(input: ParsedInput<'signatures.check'>): Promise<string | undefined>;
  verify(input: ParsedInput<'signatures.verify'>): Promise<Verification>;
  diagnose(input: ParsedInput<'signatures.diagnose'>): Promise<Verification>;
  sign(input: ParsedInput<'signatures.sign'>): Promise<CommandValue<'signatures.sign'>>;
}

export function signatureCommands({
  schemes,
  check,
  verify,
  diagnose,
  sign,
}: SignatureCommandDeps): HandlersOf<'signatures'> {
  return {
    'signatures.schemes': () => Promise.resolve({ schemes: schemes() }),
    async 'signatures.check'(input) {
      const problem = await check(input);
      return problem === undefined ? {} : { problem };
    },
    'signatures.verify': verify,
    'signatures.diagnose': diagnose,
    'signatures.sign': sign,
  };
}
