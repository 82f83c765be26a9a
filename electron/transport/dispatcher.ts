import type { z } from 'zod';
import { allCommands, type CommandName } from '../../shared/ipc/contract.ts';
import { CommandError, type CommandFailure, type Envelope } from '../../shared/ipc/envelope.ts';
import { StoreUnavailable, type Log } from '../engine/ports.ts';

/** Answers any command from any transport; it never rejects. */
export type Dispatch = (name: string, input: unknown) => Promise<Envelope<unknown>>;

/** Handlers by command name, as the engine and the host's own commands give them. */
export type AnyHandlers = { [Name in CommandName]?: (input: never) => Promise<unknown> };

/** Parse, call, wrap. A handler's defect is logged in full and told to the caller as `internal`. */
export function createDispatcher(handlers: AnyHandlers, log: Log): Dispatch {
  return async (name, input) => {
    if (!isCommandName(name)) {
      return refusal({
        code: 'unknown_command',
        message: `There is no command named ${JSON.stringify(name)}.`,
      });
    }
    const handler = handlers[name] as ((input: unknown) => Promise<unknown>) | undefined;
    if (handler === undefined) {
      return refusal({ code: 'unsupported', message: `${name} needs the desktop app.` });
    }
    const parsed = allCommands[name].input.safeParse(input ?? {});
    if (!parsed.success) return refusal(badInput(parsed.error));
    try {
      return { ok: true, value: await handler(parsed.data) };
    } catch (error) {
      if (error instanceof CommandError) {
        return refusal({
          code: error.code,
          message: error.message,
          ...(error.details === undefined ? {} : { details: error.details }),
        });
      }
      if (error instanceof StoreUnavailable) return refusal({ code: 'unavailable', message: error.message });
      log.error(`${name} failed`, error);
      return refusal({
        code: 'internal',
        message: `${name} failed because of a defect in Hookbench; its log says more.`,
      });
    }
  };
}

function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(allCommands, name);
}

function badInput(error: z.ZodError): CommandFailure {
  const details = error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const [first] = details;
  const where = first === undefined || first.path === '' ? 'The input' : first.path;
  return { code: 'bad_input', message: `${where}: ${first?.message ?? 'is not valid'}`, details };
}

function refusal(error: CommandFailure): Envelope<never> {
  return { ok: false, error };
}
