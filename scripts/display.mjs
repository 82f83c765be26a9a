import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SetupProblem } from './setup/problem.mjs';

/** Wide enough for the window in its default size, in the depth Chromium wants. */
const SCREEN = '1440x900x24';

/** @returns {boolean} whether windows can be shown to a person here; macOS and Windows always can */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * Starts a virtual X display on a number that is free.
 *
 * @returns {Promise<{ env: { DISPLAY: string }, close: () => Promise<void> }>}
 * @throws {SetupProblem} when Xvfb does not start
 */
export async function openVirtualDisplay() {
  // -displayfd 3: Xvfb itself picks a free number and writes it there once it accepts clients.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C in the terminal must reach the app first, while its display still exists.
    detached: true,
  });
  let complaint = '';
  server.stderr?.on('data', (chunk) => (complaint += chunk));
  const number = await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SetupProblem(`Xvfb does not start: ${error.message}`)));
    server.once('exit', () => reject(new SetupProblem(`Xvfb ended at once: ${complaint.trim()}`)));
    server.stdio[3]?.once('data', (line) => resolve(String(line).trim()));
  });
  const killNow = () => server.kill('SIGKILL');
  process.once('exit', killNow);
  const close = async () => {
    process.off('exit', killNow);
    if (server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGTERM');
    await once(server, 'exit');
  };
  return { env: { DISPLAY: `:${number}` }, close };
}
