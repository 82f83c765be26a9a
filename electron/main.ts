import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { join } from 'node:path';
import { desktopCommands } from './app/desktop-commands.ts';
import { connectWindow } from './app/ipc.ts';
import { lockDown } from './app/lock-down.ts';
import { stderrLog } from './app/log.ts';
import { installMenu } from './app/menu.ts';
import { registerPageScheme, servePages } from './app/page-protocol.ts';
import { createSafeSecrets } from './app/safe-secrets.ts';
import { createSettingsStore } from './app/settings-store.ts';
import { createTunnelSpawn } from './app/tunnel-spawn.ts';
import { openWindow } from './app/window.ts';
import { systemClock } from './engine/clock.ts';
import { createEngine } from './engine/engine.ts';
import { lockDataDir } from './engine/data-dir-lock.ts';
import type { Engine } from './engine/engine-types.ts';
import { uuidIds } from './engine/ids.ts';
import { createControlPort } from './transport/control-port.ts';
import { createDispatcher, type Dispatch } from './transport/dispatcher.ts';

/** The desktop app: one engine, one window, and the system around them. */

const out = import.meta.dirname;
const log = stderrLog;

app.setName('Hookbench');
registerPageScheme();
// As root Electron runs without its sandbox, and asking for it then makes every child process abort.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start).catch(giveUp);
} else {
  app.quit();
}

async function start(): Promise<void> {
  const dataDir = app.getPath('userData');
  const unlock = lockDataDir(dataDir);
  lockDown();
  installMenu();

  const settings = createSettingsStore(dataDir, log);
  nativeTheme.themeSource = settings.read().appearance.theme;

  const pages = servePages(join(out, '../renderer'));
  const control = createControlPort({ log, clock: systemClock });
  const engine = await createEngine({
    version: app.getVersion(),
    dataDir,
    clock: systemClock,
    ids: uuidIds,
    log,
    settings,
    secrets: createSafeSecrets(dataDir, log),
    spawnTunnelProcess: createTunnelSpawn(join(out, 'tunnel-process.js')),
    control,
    storeWorkerPath: join(out, 'store-worker.js'),
    decodeWorkerPath: join(out, 'decode-worker.js'),
    isPortFallbackAllowed: true,
  });
  const dispatch = createDispatcher(
    {
      ...engine.handlers,
      ...desktopCommands({
        openBody: (source, isDecoded) => engine.openBody(source, isDecoded),
        controlToken: () => control.token(),
      }),
    },
    log,
  );
  await control.connect({ dispatch, engine }, settings.read().control);
  // The page and Monaco follow the theme through prefers-color-scheme.
  engine.subscribe((event) => {
    if (event.type === 'settings.changed') nativeTheme.themeSource = event.settings.appearance.theme;
  });

  await pages;
  show(engine, dispatch, dataDir);
  app.on('second-instance', () => focusWindow());
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show(engine, dispatch, dataDir);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(async () => {
    await control.close();
    await engine.close();
    unlock();
  });
}

/** Without its folder or its store there is nothing to show: say why, and end. */
function giveUp(error: unknown): void {
  log.error('Hookbench can’t start', error);
  dialog.showErrorBox('Hookbench can’t start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

function show(engine: Engine, dispatch: Dispatch, dataDir: string): void {
  const window = openWindow({
    dataDir,
    preloadPath: join(out, '../preload/preload.cjs'),
    iconPath: join(out, '../../assets/icon.png'),
    log,
  });
  window.once('closed', connectWindow(window, engine, dispatch));
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/**
 * Quitting waits until all that was accepted is on disk and the tunnel's process is gone. The windows are closed by then:
 * what they save when they go, such as a draft just typed, still finds the engine there.
 */
function closeBeforeQuit(close: () => Promise<void>): void {
  let isClosed = false;
  let closing: Promise<void> | undefined;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    closing ??= close()
      .catch((error: unknown) => log.error('Closing failed', error))
      .then(() => {
        isClosed = true;
        app.quit();
      });
  });
}
