import { spawn } from 'node:child_process';

/**
 * Runs a tool of this project with its output on this terminal.
 *
 * @param {string} file run by this Node
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} its exit status; 1 when a signal or the time limit ended it
 */
export function runShown(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      ...options,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
