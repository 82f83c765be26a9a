import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings, type Settings } from '../../../shared/model/settings.ts';
import { summarizeSecret, type SecretName } from '../../../shared/model/secret.ts';
import type { CommandInput, CommandName, CommandValue } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import { createDispatcher } from '../../transport/dispatcher.ts';
import { systemClock } from '../clock.ts';
import { createEngine } from '../engine.ts';
import type { Engine, EngineOptions } from '../engine-types.ts';
import { uuidIds } from '../ids.ts';
import type { Log, SecretsPort, SettingsPort } from '../ports.ts';
import { buildEntry } from './build-entry.ts';

/** The whole engine on a fresh folder, called as a transport calls it. */
export interface EngineHarness {
  engine: Engine;
  dataDir: string;
  /** The value, or throws `CommandError` as a caller over a transport is told. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandValue<Name>>;
  /** Closes the engine and removes the folder. */
  close(): Promise<void>;
}

export async function openEngine(options: Partial<EngineOptions> = {}): Promise<EngineHarness> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'hookbench-engine-')));
  const engine = await createEngine({
    version: '0.0.0',
    dataDir,
    clock: systemClock,
    ids: uuidIds,
    log: quietLog,
    settings: memorySettings({ ...defaultSettings().capture, port: 0 }),
    secrets: memorySecrets(),
    spawnTunnelProcess: () => {
      throw new Error('This engine has no tunnel.');
    },
    control: {
      status: () => ({ isRunning: false }),
      apply: () => Promise.resolve({ isRunning: false }),
    },
    storeWorkerPath: await buildEntry(new URL('../store/store-worker.ts', import.meta.url)),
    decodeWorkerPath: await buildEntry(new URL('../decode/decode-worker.ts', import.meta.url)),
    computeWorkerPath: await buildEntry(new URL('../respond/compute-worker.ts', import.meta.url)),
    ...options,
  });
  const dispatch = createDispatcher(engine.handlers, quietLog);
  return {
    engine,
    dataDir,
    async call(name, input) {
      const envelope = await dispatch(name, input);
      if (!envelope.ok) {
        throw new CommandError(envelope.error.code, envelope.error.message, envelope.error.details);
      }
      return envelope.value as never;
    },
    async close() {
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function memorySettings(capture: Settings['capture']): SettingsPort {
  let settings: Settings = { ...defaultSettings(), capture };
  return {
    read: () => settings,
    write(changed) {
      settings = changed;
    },
  };
}

function memorySecrets(): SecretsPort {
  const values = new Map<SecretName, string>();
  return {
    backend: 'file',
    list: () => Promise.resolve([...values].map(([name, value]) => summarizeSecret(name, value))),
    get: (name) => Promise.resolve(values.get(name)),
    set: (name, value) => Promise.resolve(void values.set(name, value)),
    delete: (name) => Promise.resolve(void values.delete(name)),
  };
}
