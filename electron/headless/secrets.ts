import Conf from 'conf';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { NGROK_AUTHTOKEN, SecretName, summarizeSecret } from '../../shared/model/secret.ts';
import type { Log, SecretsPort } from '../engine/ports.ts';

/** The environment variable that holds a secret: `HOOKBENCH_SECRET_STRIPE_TEST` for `stripe.test`. */
const variableOf = (name: SecretName): string =>
  name === NGROK_AUTHTOKEN
    ? 'NGROK_AUTHTOKEN'
    : VARIABLE_PREFIX + name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');

const VARIABLE_PREFIX = 'HOOKBENCH_SECRET_';

const plainWarning = 'Secrets are kept unencrypted in secrets.json, which only your user can read.';

/**
 * Secrets without a keychain: from the environment, else from `secrets.json` of the data folder, mode 0600. A file that
 * others can read is not used: whoever can read it may have put it there.
 */
export function openSecrets(dataDir: string, environment: NodeJS.ProcessEnv, log: Log): SecretsPort {
  const path = join(dataDir, 'secrets.json');
  const fromEnvironment = (name: SecretName) => environment[variableOf(name)]?.trim() || undefined;
  /** Of `HOOKBENCH_SECRET_STRIPE_TEST` the name is `stripe_test`: that of a variable is all that is known. */
  const namesInEnvironment = [
    NGROK_AUTHTOKEN,
    ...Object.keys(environment)
      .filter((variable) => variable.startsWith(VARIABLE_PREFIX))
      .map((variable) => variable.slice(VARIABLE_PREFIX.length).toLowerCase()),
  ].filter((name) => SecretName.safeParse(name).success && fromEnvironment(name) !== undefined);
  const isFromEnvironment = namesInEnvironment.length > 0;
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
  const namesInFile = (): SecretName[] =>
    isReadableByOthers(path)
      ? []
      : Object.keys(openFile().store).filter((name) => SecretName.safeParse(name).success);
  const find = (name: SecretName) => fromEnvironment(name) ?? inFile(name);
  const refuseIfFixed = (name: SecretName) => {
    if (fromEnvironment(name) !== undefined) {
      const message = `This secret comes from the environment variable ${variableOf(name)}; change it there.`;
      throw new CommandError('unsupported', message);
    }
    if (isReadableByOthers(path)) {
      throw new CommandError('unavailable', `Other users can read ${path}; run: chmod 600 ${path}`);
    }
  };

  return {
    backend: isFromEnvironment ? 'environment' : 'file',
    ...(isFromEnvironment ? {} : { warning: plainWarning }),
    list: () =>
      attempt(() => {
        const names = new Set([...namesInEnvironment, ...namesInFile()]);
        return [...names].sort().map((name) => summarizeSecret(name, find(name) ?? ''));
      }),
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
