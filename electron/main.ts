import { app, BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import { connectWindow } from './app/ipc.ts';
import { lockDown } from './app/lock-down.ts';
import { stderrLog as log } from './app/log.ts';
import { installMenu } from './app/menu.ts';
import { registerPageScheme, servePages } from './app/page-protocol.ts';
import { openWindow } from './app/window.ts';
import { openWorkbench, type Workbench } from './app/workbench.ts';
import { lockDataDir } from './engine/data-dir-lock.ts';

/** The desktop app: one engine, one window, and the system around them. */

const out = import.meta.dirname;

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

  // The window loads while the store opens: its first call waits for the engine.
  const opening = openWorkbench(dataDir, out, log);
  const show = () => showWindow(opening, dataDir);
  app.on('second-instance', () => focusWindow());
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) show();
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(async () => {
    await (await opening).close();
    unlock();
  });
  await servePages(join(out, '../renderer'));
  show();
  await opening;
}

/** Without its folder or its store there is nothing to show: say why, and end. */
function giveUp(error: unknown): void {
  log.error('Hookbench can’t start', error);
  dialog.showErrorBox('Hookbench can’t start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}

function showWindow(opening: Promise<Workbench>, dataDir: string): void {
  const window = openWindow({
    dataDir,
    preloadPath: join(out, '../preload/preload.cjs'),
    iconPath: join(out, '../../assets/icon.png'),
    log,
  });
  window.once('closed', connectWindow(window, opening));
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
