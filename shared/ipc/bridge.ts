import type { CommandInput, CommandName, CommandValue } from './contract.ts';
import type { Envelope } from './envelope.ts';
import type { HookbenchEvent } from './events.ts';

/**
 * A run of events for one window, in order. When more were published than a window can draw, the oldest are left out;
 * a reader sees the gap in `seq` and takes a new snapshot.
 */
export type EventBatch = HookbenchEvent[];

/** What the preload script puts on `window.hookbench`. */
export interface HookbenchBridge {
  call<Name extends CommandName>(
    name: Name,
    input: CommandInput<Name>,
  ): Promise<Envelope<CommandValue<Name>>>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (batch: EventBatch) => void): () => void;
  /** `linux`, `darwin`, `win32`: decides how shortcuts are written. */
  readonly platform: string;
}
