import { spawn } from 'node:child_process';

/**
 * @typedef {object} Finished
 * @property {number} code exit status; 127 when the command does not exist, 128 + n style codes are not used:
 *   a process ended by a signal counts as 1
 * @property {string} output what it printed, standard output and error in the order they came
 */

/**
 * Runs a command to its end and keeps what it printed.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { isShown?: boolean }} [options] `isShown`: also print live
 * @returns {Promise<Finished>}
 */
export function run(command, args, { isShown = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    /** @param {NodeJS.WriteStream} target */
    const collectAndShow = (target) => (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
      if (isShown) target.write(chunk);
    };
    child.stdout?.on('data', collectAndShow(process.stdout));
    child.stderr?.on('data', collectAndShow(process.stderr));
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * How to start npm without a shell: under `npm start` npm names its own entry file, otherwise it is on the PATH.
 *
 * @param {string[]} args
 * @returns {[command: string, args: string[], options: { shell: boolean }]}
 */
export function npm(args) {
  const entry = process.env['npm_execpath'];
  if (entry?.endsWith('npm-cli.js')) return [process.execPath, [entry, ...args], { shell: false }];
  // On Windows npm is a .cmd file, which only a shell can start.
  return ['npm', args, { shell: process.platform === 'win32' }];
}
