import type { CommandInput, CommandName, CommandValue } from '../../shared/ipc/contract.ts';
import type { CommandFailure, ErrorCode } from '../../shared/ipc/envelope.ts';
import { bridge } from './bridge.ts';

/** A command was refused; `message` is a sentence for the user. */
export class CommandFailureError extends Error {
  readonly code: ErrorCode;
  readonly details: { path: string; message: string }[];

  constructor(failure: CommandFailure) {
    super(failure.message);
    this.name = 'CommandFailureError';
    this.code = failure.code;
    this.details = failure.details ?? [];
  }

  /** What is wrong with one field of the input: `slug`, `reply.status`. Fields inside it count as well. */
  fieldMessage(path: string): string | undefined {
    return this.details.find((each) => each.path === path || each.path.startsWith(`${path}.`))?.message;
  }
}

/** Runs a command of the contract and resolves with its value, or rejects with a `CommandFailureError`. */
export async function call<Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
): Promise<CommandValue<Name>> {
  const envelope = await bridge().call(name, input);
  if (envelope.ok) return envelope.value;
  throw new CommandFailureError(envelope.error);
}
