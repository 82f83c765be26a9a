import type { CommandValue, EngineCommandName, ParsedInput } from '../../../shared/ipc/contract.ts';

/** One function for each command of the contract; input is parsed already. Throws `CommandError` to refuse. */
export type Handlers = {
  [Name in EngineCommandName]: (input: ParsedInput<Name>) => Promise<CommandValue<Name>>;
};

/** The commands that begin with a noun, such as `bins.`: what one file of handlers answers. */
export type HandlersOf<Noun extends string> = Pick<Handlers, Extract<EngineCommandName, `${Noun}.${string}`>>;
