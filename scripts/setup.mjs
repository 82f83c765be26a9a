import { pathToFileURL } from 'node:url';
import { installNodeModules } from './setup/node-modules.mjs';
import { whyNodeIsTooOld } from './setup/node-version.mjs';
import { runScript, SetupProblem } from './setup/problem.mjs';
import { resolveElectron } from './setup/electron-runtime.mjs';
import { checkSandbox } from './setup/sandbox.mjs';
import { say } from './setup/say.mjs';
import { provideSystemLibraries } from './setup/system-libraries.mjs';
import { hasDisplay } from './display.mjs';

/**
 * @typedef {object} Needs
 * @property {boolean} virtualDisplay whether Xvfb will be used
 * @property {boolean} [testPrograms] whether the programs that the tests run will be used: curl, sshd, apache2
 */

/**
 * Brings a fresh machine to the point where the app can be built, started and tested. Each part looks first and does
 * nothing when its work is done.
 *
 * @param {Needs} needs
 * @returns {Promise<import('./setup/electron-runtime.mjs').ElectronRuntime>}
 * @throws {SetupProblem} that says what is missing and how to get it
 */
export async function setUp(needs) {
  const tooOld = whyNodeIsTooOld(process.versions.node);
  if (tooOld !== undefined) throw new SetupProblem(tooOld);
  await installNodeModules();
  const electron = await resolveElectron();
  await provideSystemLibraries(electron, needs);
  checkSandbox(electron);
  return electron;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    const electron = await setUp({ virtualDisplay: process.platform === 'linux' && !hasDisplay() });
    say(`ready, with Electron ${electron.version}: ${electron.executablePath}`);
  });
}
