import { app, session, type WebContents } from 'electron';
import { isAppUrl } from './app-origin.ts';

/**
 * A window shows our page and nothing else: no other page, window, webview, permission or download. Electron's default
 * is to allow each (its security checklist, items 5 and 11-14).
 */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents));

  // Writing to the clipboard on a click is all a page of ours ever asks for.
  const isAllowed = (permission: string, url: string) =>
    permission === 'clipboard-sanitized-write' && isAppUrl(url);
  session.defaultSession.setPermissionRequestHandler((contents, permission, answer) =>
    answer(isAllowed(permission, contents.getURL())),
  );
  session.defaultSession.setPermissionCheckHandler((contents, permission) =>
    isAllowed(permission, contents?.getURL() ?? ''),
  );
  session.defaultSession.setDevicePermissionHandler(() => false);
  session.defaultSession.on('will-download', (event) => event.preventDefault());
}

function lockDownContents(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void; url: string }) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
