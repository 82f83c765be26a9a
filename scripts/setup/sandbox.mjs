import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupProblem } from './problem.mjs';

/** Kernel settings that keep a normal user from making the namespaces Chromium's sandbox is made of. */
const RESTRICTIONS = [
  { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', restricting: '1' },
  { file: '/proc/sys/kernel/unprivileged_userns_clone', restricting: '0' },
  { file: '/proc/sys/user/max_user_namespaces', restricting: '0' },
];

/**
 * Where the kernel gives no namespaces to normal users (Ubuntu 24.04 does not), Chromium needs its helper program
 * to be setuid root. Switching the sandbox off instead is no way: the window shows hostile content.
 *
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @throws {SetupProblem} with the command that makes it so
 */
export function checkSandbox(electron) {
  if (process.platform !== 'linux' || process.getuid?.() === 0) return;
  const restriction = RESTRICTIONS.find(
    ({ file, restricting }) => existsSync(file) && readFileSync(file, 'utf8').trim() === restricting,
  );
  if (restriction === undefined) return;
  const helper = join(dirname(electron.executablePath), 'chrome-sandbox');
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return;
  throw new SetupProblem(
    `this kernel keeps Chromium's sandbox from normal users (${restriction.file} is ${restriction.restricting}). This command allows it for Hookbench's Electron; then try again:\n\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n`,
  );
}
