import { app, nativeTheme } from 'electron';
import { join } from 'node:path';
import { systemClock } from '../engine/clock.ts';
import { createEngine } from '../engine/engine.ts';
import type { Engine } from '../engine/engine-types.ts';
import { uuidIds } from '../engine/ids.ts';
import type { Log } from '../engine/ports.ts';
import { createControlPort } from '../transport/control-port.ts';
import { createDispatcher, type Dispatch } from '../transport/dispatcher.ts';
import { desktopCommands } from './desktop-commands.ts';
import { createSafeSecrets } from './safe-secrets.ts';
import { createSettingsStore } from './settings-store.ts';
import { createTunnelSpawn } from './tunnel-spawn.ts';

/** The engine with the desktop's ports, ready to be called. */
export interface Workbench {
  engine: Engine;
  dispatch: Dispatch;
  close(): Promise<void>;
}

/** `programs` is the folder of the built programs. Rejects when the store can't be had. */
export async function openWorkbench(dataDir: string, programs: string, log: Log): Promise<Workbench> {
  const settings = createSettingsStore(dataDir, log);
  nativeTheme.themeSource = settings.read().appearance.theme;

  const control = createControlPort({ log, clock: systemClock });
  const engine = await createEngine({
    version: app.getVersion(),
    dataDir,
    clock: systemClock,
    ids: uuidIds,
    log,
    settings,
    secrets: createSafeSecrets(dataDir, log),
    spawnTunnelProcess: createTunnelSpawn(join(programs, 'tunnel-process.js')),
    control,
    storeWorkerPath: join(programs, 'store-worker.js'),
    decodeWorkerPath: join(programs, 'decode-worker.js'),
    computeWorkerPath: join(programs, 'compute-worker.js'),
    isPortFallbackAllowed: true,
  });
  const dispatch = createDispatcher(
    {
      ...engine.handlers,
      ...desktopCommands({
        openBody: (source, isDecoded) => engine.openBody(source, isDecoded),
        controlToken: () => control.token(),
        guardedUrl: (binId, url) => engine.guardedUrl(binId, url),
        authorityPem: () => engine.authorityPem(),
      }),
    },
    log,
  );
  await control.connect({ dispatch, engine }, settings.read().control);
  // The page and Monaco follow the theme through prefers-color-scheme.
  engine.subscribe((event) => {
    if (event.type === 'settings.changed') nativeTheme.themeSource = event.settings.appearance.theme;
  });
  return {
    engine,
    dispatch,
    async close() {
      await control.close();
      await engine.close();
    },
  };
}
