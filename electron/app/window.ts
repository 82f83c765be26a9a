import { BrowserWindow, nativeTheme, screen, type BrowserWindowConstructorOptions } from 'electron';
import type { Log } from '../engine/ports.ts';
import { APP_URL } from './app-origin.ts';
import { openStore } from './settings-store.ts';
import { isReachable, WindowBounds } from './window-bounds.ts';

interface WindowOptions {
  dataDir: string;
  preloadPath: string;
  iconPath: string;
  log: Log;
}

/** Opens the window where it was last time. */
export function openWindow({ dataDir, preloadPath, iconPath, log }: WindowOptions): BrowserWindow {
  const store = openStore<{ bounds?: unknown }>(dataDir, 'window', log);
  const saved = WindowBounds.safeParse(store.get('bounds')).data;
  const bounds =
    saved !== undefined &&
    isReachable(
      saved,
      screen.getAllDisplays().map((display) => display.workArea),
    )
      ? saved
      : undefined;

  const window = new BrowserWindow({
    ...windowOptions(preloadPath, iconPath),
    ...(bounds === undefined
      ? { width: 1440, height: 900 }
      : { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }),
  });
  if (bounds?.isMaximized === true) window.maximize();

  const save = () => store.set('bounds', { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  window.on('close', save);
  window.on('resized', save);
  window.on('moved', save);

  window.once('ready-to-show', () => window.show());
  void window.loadURL(APP_URL);
  return window;
}

/** The one place that says what a page of ours can do (Electron's security checklist, items 2-4, 6 and 8-11). */
export function windowOptions(preloadPath: string, iconPath: string): BrowserWindowConstructorOptions {
  return {
    title: 'Hookbench',
    icon: iconPath,
    show: false,
    minWidth: 800,
    minHeight: 560,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1114' : '#f4f5f7',
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  };
}
