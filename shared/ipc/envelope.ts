import { z } from 'zod';

/** The closed set of ways a command can refuse. */
export const ErrorCode = z.enum([
  /** The input does not fit the schema, or makes no sense; `details` lists what is wrong where. */
  'bad_input',
  'not_found',
  /** It clashes with something that exists, such as a slug in use. */
  'conflict',
  /** It can't be done now: the store is full, a port is taken. */
  'unavailable',
  'unauthorized',
  'unknown_command',
  /** This host can't do it, such as a file dialog without a window. */
  'unsupported',
  /** A defect of Hookbench. */
  'internal',
]);
export type ErrorCode = z.infer<typeof ErrorCode>;

export const CommandFailure = z.strictObject({
  code: ErrorCode,
  /** One sentence that says what to do. */
  message: z.string(),
  details: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
});
export type CommandFailure = z.infer<typeof CommandFailure>;

/** What every command answers, over every transport. */
export type Envelope<Value> = { ok: true; value: Value } | { ok: false; error: CommandFailure };

/** Thrown by command handlers; the dispatcher turns it into an envelope. Anything else thrown is `internal`. */
export class CommandError extends Error {
  readonly code: ErrorCode;
  readonly details: CommandFailure['details'];

  constructor(code: ErrorCode, message: string, details?: CommandFailure['details']) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.details = details;
  }
}
