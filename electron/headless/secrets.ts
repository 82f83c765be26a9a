import Conf from 'conf';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { SecretName } from '../../shared/model/status.ts';
import type { Log, SecretsPort } from '../engine/ports.ts';

/** The environment variable that holds each secret. */
const variables: Record<SecretName, string> = { 'ngrok.authtoken': 'NGROK_AUTHTOKEN' };

const plainWarning = 'Secrets are kept unencrypted in secrets.json, which only your user can read.';

/**
 * Secrets without a keychain: from the environment, else from `secrets.json` of the data folder, mode 0600. A file that
 * others can read is not used: whoever can read it may have put it there.
 */
export function openSecrets(dataDir: string, environment: NodeJS.ProcessEnv, log: Log): SecretsPort {
  const path = join(dataDir, 'secrets.json');
  const fromEnvironment = (name: SecretName) => environment[variables[name]]?.trim() || undefined;
  const isFromEnvironment = SecretName.options.some((name) => fromEnvironment(name) !== undefined);
  const openFile = () =>
    new Conf<Record<string, string>>({
      cwd: dataDir,
      configName: 'secrets',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
    });

  const inFile = (name: SecretName): string | undefined => {
    if (isReadableByOthers(path)) {
      log.warn(`${path} is not used because other users can read it; run: chmod 600 ${path}`);
      return undefined;
    }
    const value: unknown = openFile().get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const find = (name: SecretName) => fromEnvironment(name) ?? inFile(name);
  const refuseIfFixed = (name: SecretName) => {
    if (fromEnvironment(name) !== undefined) {
      const message = `This secret comes from the environment variable ${variables[name]}; change it there.`;
      throw new CommandError('unsupported', message);
    }
    if (isReadableByOthers(path)) {
      throw new CommandError('unavailable', `Other users can read ${path}; run: chmod 600 ${path}`);
    }
  };

  return {
    backend: isFromEnvironment ? 'environment' : 'file',
    ...(isFromEnvironment ? {} : { warning: plainWarning }),
    names: () => attempt(() => SecretName.options.filter((name) => find(name) !== undefined)),
    get: (name) => attempt(() => find(name)),
    set: (name, value) =>
      attempt(() => {
        refuseIfFixed(name);
        openFile().set(name, value);
      }),
    delete: (name) =>
      attempt(() => {
        refuseIfFixed(name);
        openFile().delete(name);
      }),
  };
}

/** A throw becomes a rejection, as the port promises. */
// eslint-disable-next-line @typescript-eslint/require-await -- the port is asynchronous for keychains
const attempt = async <Value>(run: () => Value): Promise<Value> => run();

/** Windows has no such bits: there the folder's access list is what protects it. */
function isReadableByOthers(path: string): boolean {
  if (process.platform === 'win32') return false;
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o077) !== 0;
}
