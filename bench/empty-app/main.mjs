/** An Electron window with nothing in it: what start-up time and memory are compared with. */
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, webPreferences: { sandbox: true } });
  void window.loadURL('data:text/html,<title>empty</title><body>empty');
});
app.on('window-all-closed', () => app.quit());
