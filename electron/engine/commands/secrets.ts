import type { SecretStatus } from '../../../shared/model/secret.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { SecretsPort } from '../ports.ts';
import type { HandlersOf } from './handlers.ts';

interface SecretCommandDeps {
  secrets: SecretsPort;
  publish(event: EventBody): void;
}

/** Secrets go in and are used; no command gives one back. */
export function secretCommands({ secrets, publish }: SecretCommandDeps): HandlersOf<'secrets'> {
  const changed = async () => {
    const status = await secretStatus(secrets);
    publish({ type: 'secrets.changed', secrets: status });
    return status;
  };
  return {
    'secrets.status': () => secretStatus(secrets),
    async 'secrets.set'({ name, value }) {
      await secrets.set(name, value);
      return changed();
    },
    async 'secrets.delete'({ name }) {
      await secrets.delete(name);
      return changed();
    },
  };
}

export async function secretStatus(secrets: SecretsPort): Promise<SecretStatus> {
  return {
    backend: secrets.backend,
    ...(secrets.warning === undefined ? {} : { warning: secrets.warning }),
    secrets: await secrets.list(),
  };
}
