import { z } from 'zod';

/** One command of the contract: what goes in, what comes out. The commands of one noun stand in `commands/<noun>.ts`. */
export const command = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output,
});

/** The input or output of a command that takes or gives nothing. */
export const nothing = z.strictObject({});

export const pageLimit = z.int().min(1).max(500).default(100);

export const httpUrl = z.string().min(1).max(65_536);

/** `{ isWaiting: false }` answers at once with the pending delivery; the default answers when it has ended. */
export const isWaiting = z.boolean().default(true);
