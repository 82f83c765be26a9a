import type { SecretName } from '../../shared/model/secret.ts';
import type { SecretsPort } from './ports.ts';

/**
 * The secrets port with its values kept in memory once they were asked for: a keychain or a file is too slow to be asked in
 * every request. What is set or deleted here is seen at once.
 */
export function createSecretValues(secrets: SecretsPort): SecretsPort {
  const known = new Map<SecretName, Promise<string | undefined>>();

  /** Before and after a change: a reader in between must not leave the old value behind. */
  const changing = async (name: SecretName, change: Promise<void>) => {
    known.delete(name);
    try {
      await change;
    } finally {
      known.delete(name);
    }
  };

  return {
    backend: secrets.backend,
    ...(secrets.warning === undefined ? {} : { warning: secrets.warning }),
    list: () => secrets.list(),
    get(name) {
      const found = known.get(name);
      if (found !== undefined) return found;
      const value = secrets.get(name);
      known.set(name, value);
      // A keyring that is locked now may be open the next time.
      value.catch(() => known.delete(name));
      return value;
    },
    set: (name, value) => changing(name, secrets.set(name, value)),
    delete: (name) => changing(name, secrets.delete(name)),
  };
}
