import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron';
import type { Envelope } from '../../shared/ipc/envelope.ts';
import { CALL_CHANNEL, EVENTS_CHANNEL } from '../../shared/ipc/names.ts';
import { systemClock } from '../engine/clock.ts';
import type { Dispose } from '../engine/ports.ts';
import { isAppUrl } from './app-origin.ts';
import { createEventFeed } from './event-feed.ts';
import type { Workbench } from './workbench.ts';

/** Connects one window to the engine: its calls in, events out. Calls made while it opens are answered when it has. */
export function connectWindow(window: BrowserWindow, opening: Promise<Workbench>): Dispose {
  const answer = async (
    event: IpcMainInvokeEvent,
    name: unknown,
    input: unknown,
  ): Promise<Envelope<unknown>> => {
    if (!isTrustedSender(event, window) || typeof name !== 'string') {
      return {
        ok: false,
        error: { code: 'unauthorized', message: 'Only Hookbench’s own window may call.' },
      };
    }
    return (await opening).dispatch(name, input);
  };
  ipcMain.handle(CALL_CHANNEL, answer);

  const feed = createEventFeed(systemClock, (batch) => {
    if (!window.isDestroyed()) window.webContents.send(EVENTS_CHANNEL, batch);
  });
  let isDisposed = false;
  let unsubscribe: Dispose | undefined;
  // A failed start is told by whoever started it.
  opening.then(
    ({ engine }) => {
      if (!isDisposed) unsubscribe = engine.subscribe((event) => feed.push(event));
    },
    () => undefined,
  );

  return () => {
    isDisposed = true;
    unsubscribe?.();
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
