import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Envelope } from '../../shared/ipc/envelope.ts';
import { CALL_CHANNEL, EVENTS_CHANNEL } from '../../shared/ipc/names.ts';
import { systemClock } from '../engine/clock.ts';
import type { Engine } from '../engine/engine-types.ts';
import type { Dispose } from '../engine/ports.ts';
import type { Dispatch } from '../transport/dispatcher.ts';
import { isAppUrl } from './app-origin.ts';
import { createEventFeed } from './event-feed.ts';

/** Connects one window to the engine: its calls in, events out. */
export function connectWindow(window: BrowserWindow, engine: Engine, dispatch: Dispatch): Dispose {
  const answer = (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Envelope<unknown>> => {
    if (!isTrustedSender(event, window) || typeof name !== 'string') {
      return Promise.resolve({
        ok: false,
        error: { code: 'unauthorized', message: 'Only Hookbench’s own window may call.' },
      });
    }
    return dispatch(name, input);
  };
  ipcMain.handle(CALL_CHANNEL, answer);

  const feed = createEventFeed(systemClock, (batch) => {
    if (!window.isDestroyed()) window.webContents.send(EVENTS_CHANNEL, batch);
  });
  const unsubscribe = engine.subscribe((event) => feed.push(event));

  return () => {
    unsubscribe();
    feed.dispose();
    ipcMain.removeHandler(CALL_CHANNEL);
  };
}

/** The top frame of our own window, showing our own page (Electron's security checklist, item 17). */
function isTrustedSender(event: IpcMainInvokeEvent, window: BrowserWindow): boolean {
  if (window.isDestroyed()) return false;
  const frame = event.senderFrame;
  return frame !== null && frame === window.webContents.mainFrame && isAppUrl(frame.url);
}
