import type { Snapshot } from '../../../shared/ipc/contract.ts';
import type { HandlersOf } from './handlers.ts';

interface StateCommandDeps {
  /** The number of the last event, and all parts but the secrets, read in one turn: they fit together. */
  snapshot(): Omit<Snapshot, 'secrets'>;
  secrets(): Promise<Snapshot['secrets']>;
}

export function stateCommands({ snapshot, secrets }: StateCommandDeps): HandlersOf<'state'> {
  return {
    async 'state.snapshot'() {
      // Before the rest: whatever is published while waiting is then part of the snapshot.
      const status = await secrets();
      return { ...snapshot(), secrets: status };
    },
  };
}
