// Runs inside Electron as the app of last resort, packed into resources/default_app.asar.
//
// A runtime from Electron's own releases carries such an app: it makes `electron <path>` work. The runtime from the
// npm registry lacks it, so set-up adds this one, and both are then started in the same way. No app folder is baked
// in, because one cached runtime serves every clone of the repository.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** @returns {{ appPath: string | undefined, preloads: string[] }} from `electron [-r module] [--switch] path` */
function readCommandLine() {
  const rest = process.argv.slice(1);
  const preloads = [];
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '-r' || argument === '--require') preloads.push(rest.shift() ?? '');
    else if (!argument.startsWith('-')) return { appPath: resolve(argument), preloads };
  }
  return { appPath: undefined, preloads };
}

const { appPath, preloads } = readCommandLine();
const manifestPath = appPath === undefined ? undefined : join(appPath, 'package.json');
if (appPath === undefined || manifestPath === undefined || !existsSync(manifestPath)) {
  console.error(
    `electron: no app at ${appPath ?? '(none named)'}; usage: electron <folder with a package.json>`,
  );
  process.exit(2);
}

const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
const require = createRequire(manifestPath);

// Apps and libraries tell "run from source" by this flag, as under Electron's own default app.
Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
// Electron's own default app uses these two; its types do not tell of them.
const ownApp =
  /** @type {Electron.App & { setVersion(version: string): void, setAppPath(path: string): void }} */ (app);
ownApp.setVersion(manifest.version ?? '0.0.0');
app.setName(manifest.productName ?? manifest.name);
app.setDesktopName(manifest.desktopName ?? `${app.getName()}.desktop`);
ownApp.setAppPath(appPath);

try {
  for (const preload of preloads) require(preload);
  // Awaited: Electron holds `ready` back until this module is done, so that an app may register its schemes first.
  await import(pathToFileURL(require.resolve(appPath)).href);
} catch (error) {
  // Electron would show a dialog and wait for a click, which nobody sees on a virtual display.
  console.error('electron: the app threw an error while it was loaded');
  console.error(error);
  process.exit(1);
}
