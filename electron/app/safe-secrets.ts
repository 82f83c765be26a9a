import { safeStorage } from 'electron';
import { SecretName, summarizeSecret } from '../../shared/model/secret.ts';
import type { Log, SecretsPort } from '../engine/ports.ts';
import { openStore } from './settings-store.ts';

const BASIC_TEXT_WARNING =
  'This Linux session has no keyring, so the value is only obscured in the data folder, not encrypted: anyone who can read your files can read it. Install and unlock gnome-keyring or KWallet to have it encrypted.';

/** Secrets as ciphertext in `secrets.json`; the key is kept by the system's own key store. */
export function createSafeSecrets(dataDir: string, log: Log): SecretsPort {
  const store = openStore<Partial<Record<string, string>>>(dataDir, 'secrets', log, { isFlat: true });
  const isBasicText =
    process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  // Without this call Electron refuses to encrypt at all where there is no keyring.
  if (isBasicText) safeStorage.setUsePlainTextEncryption(true);

  const get = async (name: SecretName): Promise<string | undefined> => {
    const ciphertext = store.get(name);
    if (ciphertext === undefined) return undefined;
    try {
      return await decrypt(Buffer.from(ciphertext, 'base64'));
    } catch (error) {
      // The keyring was reset or the folder copied from another machine: the user enters it again.
      log.warn(`The secret ${name} can't be decrypted any more: ${String(error)}`);
      return undefined;
    }
  };

  return {
    backend: isBasicText ? 'basic_text' : 'keychain',
    ...(isBasicText ? { warning: BASIC_TEXT_WARNING } : {}),
    async list() {
      const names = Object.keys(store.store).filter((name) => SecretName.safeParse(name).success);
      return Promise.all(names.sort().map(async (name) => summarizeSecret(name, (await get(name)) ?? '')));
    },
    get,
    async set(name, value) {
      store.set(name, (await encrypt(value)).toString('base64'));
    },
    delete(name) {
      store.delete(name);
      return Promise.resolve();
    },
  };
}

/** The calls of Electron 33; later versions have the asynchronous ones too and deprecate these. */
interface SynchronousStorage {
  encryptString(value: string): Buffer;
  decryptString(ciphertext: Buffer): string;
}
type AsynchronousStorage = Partial<Pick<typeof safeStorage, 'encryptStringAsync' | 'decryptStringAsync'>>;

async function encrypt(value: string): Promise<Buffer> {
  const asynchronous = (safeStorage as AsynchronousStorage).encryptStringAsync?.(value);
  return asynchronous === undefined
    ? (safeStorage as SynchronousStorage).encryptString(value)
    : await asynchronous;
}

async function decrypt(ciphertext: Buffer): Promise<string> {
  const asynchronous = (safeStorage as AsynchronousStorage).decryptStringAsync?.(ciphertext);
  return asynchronous === undefined
    ? (safeStorage as SynchronousStorage).decryptString(ciphertext)
    : (await asynchronous).result;
}
