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
  // The shell around it waits on our pipe, which closes however we end: no display outlives a killed script.
  const xvfb = `Xvfb -displayfd 3 -screen 0 ${SCREEN} -nolisten tcp -noreset </dev/null & server=$!`;
  const guard = spawn('sh', ['-c', `${xvfb}; exec 3>&-; read -r _; kill $server; wait $server`], {
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C in the terminal must reach the app first, while its display still exists.
    detached: true,
  });
  let complaint = '';
  guard.stderr?.on('data', (chunk) => (complaint += chunk));
  const ended = once(guard, 'exit');
  const close = async () => {
    guard.stdin?.end();
    await ended;
  };
  const number = await readFirst(/** @type {import('node:stream').Readable} */ (guard.stdio[3]));
  if (number === '') {
    await close();
    throw new SetupProblem(`Xvfb does not start: ${complaint.trim()}`);
  }
  return { env: { DISPLAY: `:${number}` }, close };
}

/**
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<string>} its first line, or nothing when it ends without one
 */
function readFirst(stream) {
  return new Promise((resolve) => {
    stream.once('data', (line) => resolve(String(line).trim()));
    stream.once('end', () => resolve(''));
  });
}
