import type { KeyPair } from '../../../shared/ipc/commands/keys.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { HandlersOf } from './handlers.ts';

interface KeyCommandDeps {
  create(input: ParsedInput<'keys.create'>): Promise<KeyPair>;
  list(): Promise<KeyPair[]>;
  /** A secret came to be. */
  changed(): Promise<void>;
}

/** Key pairs are secrets: their private halves are used by name and shown to no one. */
export function keyCommands({ create, list, changed }: KeyCommandDeps): HandlersOf<'keys'> {
  return {
    async 'keys.create'(input) {
      const pair = await create(input);
      await changed();
      return pair;
    },
    'keys.list': async () => ({ keys: await list() }),
  };
}
