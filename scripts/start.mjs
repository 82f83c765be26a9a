import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { buildIfNeeded } from './build.mjs';
import { hasDisplay, openVirtualDisplay } from './display.mjs';
import { setUp } from './setup.mjs';
import { REPOSITORY } from './setup/paths.mjs';
import { runScript } from './setup/problem.mjs';
import { say } from './setup/say.mjs';

/** npm passes on a Ctrl-C that the terminal has sent to us already: it counts once. */
const SAME_SIGNAL_MS = 1_000;

await runScript(async () => {
  const electron = await setUp({ virtualDisplay: !hasDisplay() });
  await buildIfNeeded();

  const display = hasDisplay() ? undefined : await openVirtualDisplay();
  if (display !== undefined) {
    say(`there is no display here: the window opens on a virtual one (Xvfb ${display.env.DISPLAY})`);
  }
  const args = [...electron.args, ...waylandArgs(), REPOSITORY, ...process.argv.slice(2)];
  const app = spawn(electron.executablePath, args, {
    stdio: 'inherit',
    env: { ...process.env, ...electron.env, ...display?.env },
    // Its own process group, so that it gets a signal from us alone: Chromium takes a second one as "die at once".
    detached: process.platform !== 'win32',
  });
  forwardSignals(app);
  const [code, signal] = await once(app, 'exit');
  await display?.close();
  process.exitCode = code ?? 128 + constants.signals[/** @type {NodeJS.Signals} */ (signal)];
});

/** Electron before 38 goes to X unless told otherwise. */
function waylandArgs() {
  const isWaylandOnly = Boolean(process.env['WAYLAND_DISPLAY']) && !process.env['DISPLAY'];
  return isWaylandOnly ? ['--ozone-platform-hint=auto'] : [];
}

/** @param {import('node:child_process').ChildProcess} app */
function forwardSignals(app) {
  let lastSignalAt = -Infinity;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      const now = performance.now();
      if (now - lastSignalAt < SAME_SIGNAL_MS) return;
      lastSignalAt = now;
      app.kill(signal);
    });
  }
}
